-- CreateEnum
CREATE TYPE "LedgerMonthState" AS ENUM ('proposed', 'closed');

-- CreateEnum
CREATE TYPE "RepaymentState" AS ENUM ('opened', 'applied', 'reviewed', 'approved', 'repaid', 'lapsed');

-- CreateEnum
CREATE TYPE "TreasuryLineState" AS ENUM ('open', 'difference', 'settled');

-- DropIndex
DROP INDEX "payment_order_statement_id_key";

-- CreateTable
CREATE TABLE "ledger_month" (
    "period" VARCHAR(7) NOT NULL,
    "state" "LedgerMonthState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "checklist" JSONB NOT NULL,
    "trial_sha256" VARCHAR(64) NOT NULL,
    "debit_fen" BIGINT NOT NULL,
    "entries" INTEGER NOT NULL,
    "proposed_by" TEXT,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_by" TEXT,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_month_pkey" PRIMARY KEY ("period")
);

-- CreateTable
CREATE TABLE "payment_order_void" (
    "payment_order_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "voided_by" TEXT,
    "voided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_order_void_pkey" PRIMARY KEY ("payment_order_id")
);

-- CreateTable
CREATE TABLE "late_refund" (
    "refund_id" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "treasury_fen" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "late_refund_pkey" PRIMARY KEY ("refund_id")
);

-- CreateTable
CREATE TABLE "treasury_repayment" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "refund_id" TEXT,
    "line_id" TEXT,
    "treasury_code" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "ground" TEXT NOT NULL,
    "state" "RepaymentState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "stated_reason" TEXT,
    "evidence" JSONB,
    "evidence_sha256" VARCHAR(64),
    "applied_by" TEXT,
    "applied_at" TIMESTAMPTZ(3),
    "opinion" TEXT,
    "reviewed_by" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),
    "order_no" TEXT,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "receipt_no" TEXT,
    "received_on" VARCHAR(10),
    "registered_by" TEXT,
    "registered_at" TIMESTAMPTZ(3),

    CONSTRAINT "treasury_repayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "treasury_report" (
    "id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "line_count" INTEGER NOT NULL,
    "known_count" INTEGER NOT NULL,
    "imported_by" TEXT,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "treasury_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "treasury_line" (
    "id" TEXT NOT NULL,
    "report_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "receipt_no" TEXT NOT NULL,
    "payment_order_no" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "subject_code" TEXT NOT NULL,
    "treasury_code" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "received_on" VARCHAR(10) NOT NULL,
    "state" "TreasuryLineState" NOT NULL,
    "difference" TEXT,
    "statement_id" TEXT,
    "held_fen" BIGINT NOT NULL DEFAULT 0,
    "settled_how" TEXT,
    "settled_note" TEXT,
    "document_no" TEXT,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "treasury_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "late_refund_statement_id_idx" ON "late_refund"("statement_id");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_repayment_no_key" ON "treasury_repayment"("no");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_repayment_refund_id_key" ON "treasury_repayment"("refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_repayment_line_id_key" ON "treasury_repayment"("line_id");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_repayment_order_no_key" ON "treasury_repayment"("order_no");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_repayment_receipt_no_key" ON "treasury_repayment"("receipt_no");

-- CreateIndex
CREATE INDEX "treasury_repayment_statement_id_idx" ON "treasury_repayment"("statement_id");

-- CreateIndex
CREATE INDEX "treasury_repayment_treasury_code_idx" ON "treasury_repayment"("treasury_code");

-- CreateIndex
CREATE INDEX "treasury_repayment_agency_id_idx" ON "treasury_repayment"("agency_id");

-- CreateIndex
CREATE INDEX "treasury_repayment_region_code_state_idx" ON "treasury_repayment"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_report_region_code_sha256_key" ON "treasury_report"("region_code", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_line_receipt_no_key" ON "treasury_line"("receipt_no");

-- CreateIndex
CREATE INDEX "treasury_line_state_idx" ON "treasury_line"("state");

-- CreateIndex
CREATE INDEX "treasury_line_statement_id_idx" ON "treasury_line"("statement_id");

-- CreateIndex
CREATE INDEX "treasury_line_payment_order_no_idx" ON "treasury_line"("payment_order_no");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_line_report_id_line_key" ON "treasury_line"("report_id", "line");

-- CreateIndex
CREATE INDEX "payment_order_statement_id_idx" ON "payment_order"("statement_id");

-- AddForeignKey
ALTER TABLE "payment_order_void" ADD CONSTRAINT "payment_order_void_payment_order_id_fkey" FOREIGN KEY ("payment_order_id") REFERENCES "payment_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "late_refund" ADD CONSTRAINT "late_refund_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "late_refund" ADD CONSTRAINT "late_refund_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_repayment" ADD CONSTRAINT "treasury_repayment_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_repayment" ADD CONSTRAINT "treasury_repayment_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_repayment" ADD CONSTRAINT "treasury_repayment_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "treasury_line"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_repayment" ADD CONSTRAINT "treasury_repayment_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_repayment" ADD CONSTRAINT "treasury_repayment_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_line" ADD CONSTRAINT "treasury_line_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "treasury_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_line" ADD CONSTRAINT "treasury_line_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Guards, written by hand ------------------------------------------------------------------------------------------

-- 1. A month that was signed off takes no further posting, whatever program writes (Asia/Shanghai; brief 6.3). The lock is
-- shared among postings and exclusive for the sign-off: no posting slips in while a month is being closed. An AFTER
-- trigger, so that a fact posted before and sent again is still answered with its first posting.
CREATE FUNCTION ledger_month_of(p_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT to_char(p_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') $$;
CREATE FUNCTION ledger_month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_period text := ledger_month_of(NEW.effective_at);
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('ledger_month:' || v_period));
  IF EXISTS (SELECT 1 FROM ledger_month WHERE period = v_period AND state = 'closed') THEN
    RAISE EXCEPTION 'ledger_period_closed: %', v_period USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_transaction_month_open AFTER INSERT ON ledger_transaction
  FOR EACH ROW EXECUTE FUNCTION ledger_month_is_open();
ALTER TABLE ledger_month ADD CONSTRAINT ledger_month_two_people CHECK (signed_by IS NULL OR signed_by IS DISTINCT FROM proposed_by);
ALTER TABLE ledger_month ADD CONSTRAINT ledger_month_period CHECK (period ~ '^20\d{2}-(0[1-9]|1[0-2])$');
CREATE FUNCTION ledger_month_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'closed' THEN
    RAISE EXCEPTION 'append_only: month % is closed', OLD.period USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_month_closed BEFORE UPDATE OR DELETE ON ledger_month FOR EACH ROW EXECUTE FUNCTION ledger_month_stays_closed();
CREATE TRIGGER ledger_month_no_truncate BEFORE TRUNCATE ON ledger_month FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- 2. What a treasury has to give back is kept for that treasury, as what is owed to it is. Its lines may name an agency of
-- another level: money that came into the wrong treasury is exactly that.
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_treasury;
ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_treasury CHECK (
  (id ~ '^((pay|transit):treasury|recv:treasury_refund):') = (treasury_code IS NOT NULL));
CREATE OR REPLACE FUNCTION ledger_entry_is_of_the_same_level() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_treasury text;
BEGIN
  SELECT treasury_code INTO v_treasury FROM ledger_account WHERE id = NEW.account_id AND id !~ '^recv:';
  IF v_treasury IS NULL THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM treasury t JOIN organization o ON o.id = NEW.agency_id
                 WHERE t.code = v_treasury AND o.kind = 'agency' AND o.region_code = t.region_code AND o.level = t.level) THEN
    RAISE EXCEPTION 'wrong_treasury: % is not of the level and region of agency %', v_treasury, coalesce(NEW.agency_id, '(none)')
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

-- 3. Payment orders: one that counts at a time; a voided one takes no receipt.
CREATE OR REPLACE FUNCTION payment_order_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.issued_by IS NOT NULL AND NEW.issued_by = (SELECT reviewed_by FROM statement WHERE id = NEW.statement_id) THEN
    RAISE EXCEPTION 'two_people: the reviewer of a statement does not issue its payment order' USING ERRCODE = '23514';
  END IF;
  PERFORM 1 FROM statement WHERE id = NEW.statement_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM payment_order p WHERE p.statement_id = NEW.statement_id
             AND NOT EXISTS (SELECT 1 FROM payment_order_void v WHERE v.payment_order_id = p.id)) THEN
    RAISE EXCEPTION 'payment_order_exists: statement %', NEW.statement_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION treasury_receipt_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM payment_order p WHERE p.statement_id = NEW.statement_id AND p.no = NEW.payment_order_no
                 AND p.amount_fen = NEW.amount_fen AND p.treasury_code = NEW.treasury_code
                 AND NOT EXISTS (SELECT 1 FROM payment_order_void v WHERE v.payment_order_id = p.id)) THEN
    RAISE EXCEPTION 'receipt_mismatch: %', NEW.receipt_no USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION payment_order_void_is_possible() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM payment_order p JOIN treasury_receipt r ON r.payment_order_no = p.no WHERE p.id = NEW.payment_order_id) THEN
    RAISE EXCEPTION 'payment_order_received: %', NEW.payment_order_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_order_void_possible BEFORE INSERT ON payment_order_void FOR EACH ROW EXECUTE FUNCTION payment_order_void_is_possible();

-- 4. History is appended.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['payment_order_void', 'late_refund', 'treasury_report'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

-- 5. A repayment: what it is about never changes, two people, each later fact set once, finished means finished.
ALTER TABLE treasury_repayment ADD CONSTRAINT treasury_repayment_amount CHECK (amount_fen > 0);
ALTER TABLE treasury_repayment ADD CONSTRAINT treasury_repayment_two_people
  CHECK (approved_by IS NULL OR (approved_by IS DISTINCT FROM reviewed_by AND approved_by IS DISTINCT FROM applied_by));
ALTER TABLE treasury_repayment ADD CONSTRAINT treasury_repayment_order CHECK (state NOT IN ('approved', 'repaid') OR order_no IS NOT NULL);
ALTER TABLE treasury_repayment ADD CONSTRAINT treasury_repayment_receipt CHECK ((state = 'repaid') = (receipt_no IS NOT NULL));
CREATE FUNCTION treasury_repayment_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('repaid', 'lapsed')
     OR (OLD.id, OLD.no, OLD.statement_id, OLD.refund_id, OLD.line_id, OLD.treasury_code, OLD.agency_id, OLD.amount_fen, OLD.ground)
     IS DISTINCT FROM (NEW.id, NEW.no, NEW.statement_id, NEW.refund_id, NEW.line_id, NEW.treasury_code, NEW.agency_id, NEW.amount_fen, NEW.ground) THEN
    RAISE EXCEPTION 'append_only: repayment %', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_repayment_frozen BEFORE UPDATE OR DELETE ON treasury_repayment FOR EACH ROW EXECUTE FUNCTION treasury_repayment_is_frozen();

-- 6. A treasury line: what it says never changes; what was made of it is settled once.
ALTER TABLE treasury_line ADD CONSTRAINT treasury_line_amount CHECK (amount_fen > 0 AND held_fen >= 0 AND held_fen <= amount_fen);
CREATE FUNCTION treasury_line_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'settled'
     OR (OLD.id, OLD.report_id, OLD.line, OLD.receipt_no, OLD.payment_order_no, OLD.amount_fen, OLD.subject_code, OLD.treasury_code, OLD.level, OLD.received_on)
     IS DISTINCT FROM
     (NEW.id, NEW.report_id, NEW.line, NEW.receipt_no, NEW.payment_order_no, NEW.amount_fen, NEW.subject_code, NEW.treasury_code, NEW.level, NEW.received_on)
     OR (OLD.held_fen <> 0 AND NEW.held_fen <> OLD.held_fen) THEN
    RAISE EXCEPTION 'append_only: treasury line %', OLD.receipt_no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER treasury_line_frozen BEFORE UPDATE OR DELETE ON treasury_line FOR EACH ROW EXECUTE FUNCTION treasury_line_is_frozen();

-- 7. A refund that waits for the treasury's repayment is approved before it is paid: its bank serial is entered once, later.
CREATE OR REPLACE FUNCTION refund_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_amount bigint; v_back bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'approved' AND OLD.bank_serial IS NULL AND NEW.bank_serial IS NOT NULL
     AND to_jsonb(OLD) - 'bank_serial' = to_jsonb(NEW) - 'bank_serial' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND
      ((OLD.id, OLD.order_id, OLD.amount_fen, OLD.reason, OLD.requested_by, OLD.requested_at)
       IS DISTINCT FROM (NEW.id, NEW.order_id, NEW.amount_fen, NEW.reason, NEW.requested_by, NEW.requested_at)
       OR OLD.state <> 'requested')) THEN
    RAISE EXCEPTION 'append_only: refund %', OLD.id USING ERRCODE = '23001';
  END IF;
  SELECT amount_fen INTO v_amount FROM "order" WHERE id = NEW.order_id FOR UPDATE;
  SELECT coalesce(sum(amount_fen), 0) INTO v_back FROM refund WHERE order_id = NEW.order_id AND state <> 'refused' AND id <> NEW.id;
  IF NEW.state <> 'refused' AND v_back + NEW.amount_fen > v_amount THEN
    RAISE EXCEPTION 'refund_too_much: order %', NEW.order_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
