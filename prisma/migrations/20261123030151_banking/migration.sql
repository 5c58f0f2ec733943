-- CreateEnum
CREATE TYPE "BankStatementState" AS ENUM ('draft', 'matching', 'done');

-- CreateEnum
CREATE TYPE "BankLineState" AS ENUM ('new', 'proposed', 'received', 'in_case', 'paid_out', 'unexplained');

-- CreateEnum
CREATE TYPE "BankCaseState" AS ENUM ('open', 'held', 'settling', 'closed');

-- CreateEnum
CREATE TYPE "BankMoveKind" AS ENUM ('order', 'payback');

-- CreateEnum
CREATE TYPE "BankMoveState" AS ENUM ('waiting', 'done', 'taken_back');

-- CreateTable
CREATE TABLE "bank_account" (
    "account_no" VARCHAR(40) NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "baseline_fen" BIGINT NOT NULL,
    "since_day" VARCHAR(10) NOT NULL,

    CONSTRAINT "bank_account_pkey" PRIMARY KEY ("account_no")
);

-- CreateTable
CREATE TABLE "bank_mapping" (
    "id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "headings" VARCHAR(64) NOT NULL,
    "roles" JSONB NOT NULL,
    "set_by" TEXT,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_mapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_statement" (
    "id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "account_no" VARCHAR(40),
    "state" "BankStatementState" NOT NULL,
    "file_key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_sha256" VARCHAR(64) NOT NULL,
    "file_bytes" BIGINT NOT NULL,
    "format" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "opening_fen" BIGINT,
    "closing_fen" BIGINT,
    "from_day" VARCHAR(10),
    "to_day" VARCHAR(10),
    "line_count" INTEGER NOT NULL DEFAULT 0,
    "new_lines" INTEGER NOT NULL DEFAULT 0,
    "credit_fen" BIGINT NOT NULL DEFAULT 0,
    "debit_fen" BIGINT NOT NULL DEFAULT 0,
    "uploaded_by" TEXT,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_by" TEXT,
    "imported_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_line" (
    "id" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "account_no" VARCHAR(40) NOT NULL,
    "serial" VARCHAR(60) NOT NULL,
    "row" INTEGER NOT NULL,
    "value_date" VARCHAR(10) NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "balance_fen" BIGINT,
    "payer_name" TEXT NOT NULL,
    "payer_no" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "state" "BankLineState" NOT NULL,
    "reference" TEXT,
    "order_id" TEXT,
    "transaction_id" TEXT,
    "first_by" TEXT,
    "first_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "bank_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_case" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "line_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "BankCaseState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "remaining_fen" BIGINT NOT NULL,
    "held_until" VARCHAR(10),
    "asked" JSONB,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_move" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "kind" "BankMoveKind" NOT NULL,
    "state" "BankMoveState" NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "order_id" TEXT,
    "payee_name" TEXT,
    "payee_no" TEXT,
    "bank_serial" TEXT,
    "transaction_id" TEXT NOT NULL,
    "done_transaction_id" TEXT,
    "made_by" TEXT,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_case_step" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_fen" BIGINT,
    "order_no" TEXT,
    "note" TEXT,
    "transaction_id" TEXT,
    "by_id" TEXT,
    "by_name" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_case_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bank_account_region_code_idx" ON "bank_account"("region_code");

-- CreateIndex
CREATE INDEX "bank_mapping_region_code_headings_idx" ON "bank_mapping"("region_code", "headings");

-- CreateIndex
CREATE INDEX "bank_statement_account_no_from_day_idx" ON "bank_statement"("account_no", "from_day");

-- CreateIndex
CREATE UNIQUE INDEX "bank_statement_region_code_file_sha256_key" ON "bank_statement"("region_code", "file_sha256");

-- CreateIndex
CREATE INDEX "bank_line_statement_id_state_idx" ON "bank_line"("statement_id", "state");

-- CreateIndex
CREATE INDEX "bank_line_account_no_value_date_idx" ON "bank_line"("account_no", "value_date");

-- CreateIndex
CREATE INDEX "bank_line_order_id_idx" ON "bank_line"("order_id");

-- CreateIndex
CREATE INDEX "bank_line_state_idx" ON "bank_line"("state");

-- CreateIndex
CREATE UNIQUE INDEX "bank_line_account_no_serial_key" ON "bank_line"("account_no", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "bank_case_no_key" ON "bank_case"("no");

-- CreateIndex
CREATE UNIQUE INDEX "bank_case_line_id_key" ON "bank_case"("line_id");

-- CreateIndex
CREATE INDEX "bank_case_region_code_state_idx" ON "bank_case"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "bank_move_bank_serial_key" ON "bank_move"("bank_serial");

-- CreateIndex
CREATE INDEX "bank_move_case_id_idx" ON "bank_move"("case_id");

-- CreateIndex
CREATE INDEX "bank_move_order_id_state_idx" ON "bank_move"("order_id", "state");

-- CreateIndex
CREATE INDEX "bank_case_step_case_id_at_idx" ON "bank_case_step"("case_id", "at");

-- AddForeignKey
ALTER TABLE "bank_statement" ADD CONSTRAINT "bank_statement_account_no_fkey" FOREIGN KEY ("account_no") REFERENCES "bank_account"("account_no") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "bank_statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_account_no_fkey" FOREIGN KEY ("account_no") REFERENCES "bank_account"("account_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_case" ADD CONSTRAINT "bank_case_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "bank_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_move" ADD CONSTRAINT "bank_move_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "bank_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_move" ADD CONSTRAINT "bank_move_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_case_step" ADD CONSTRAINT "bank_case_step_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "bank_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on; Prisma's diff leaves functions, triggers and checks alone.

ALTER TABLE bank_line ADD CONSTRAINT bank_line_amount CHECK (amount_fen <> 0);
-- Money that entered the books has its posting; what waits or is not explained has none.
ALTER TABLE bank_line ADD CONSTRAINT bank_line_posted CHECK (
  CASE state WHEN 'in_case' THEN transaction_id IS NOT NULL AND amount_fen > 0
             WHEN 'received' THEN order_id IS NOT NULL AND amount_fen > 0
             WHEN 'proposed' THEN order_id IS NOT NULL AND amount_fen > 0 AND transaction_id IS NULL
             ELSE transaction_id IS NULL END);
-- At most one line waits as the exact match of an order.
CREATE UNIQUE INDEX bank_line_one_proposal ON bank_line (order_id) WHERE state = 'proposed';
ALTER TABLE bank_case ADD CONSTRAINT bank_case_amounts CHECK (amount_fen > 0 AND remaining_fen BETWEEN 0 AND amount_fen);
ALTER TABLE bank_case ADD CONSTRAINT bank_case_closed CHECK (
  (state = 'closed') = (closed_at IS NOT NULL) AND (state <> 'closed' OR remaining_fen = 0));
ALTER TABLE bank_move ADD CONSTRAINT bank_move_amount CHECK (amount_fen > 0);
ALTER TABLE bank_move ADD CONSTRAINT bank_move_target CHECK ((kind = 'order') = (order_id IS NOT NULL));

-- What the bank wrote stays as it wrote it; only where the money went is added.
CREATE FUNCTION bank_line_is_a_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.id, OLD.statement_id, OLD.account_no, OLD.serial, OLD.row, OLD.value_date, OLD.amount_fen, OLD.balance_fen,
      OLD.payer_name, OLD.payer_no, OLD.memo) IS DISTINCT FROM (NEW.id, NEW.statement_id, NEW.account_no, NEW.serial, NEW.row, NEW.value_date,
      NEW.amount_fen, NEW.balance_fen, NEW.payer_name, NEW.payer_no, NEW.memo)
     OR (OLD.transaction_id IS NOT NULL AND NEW.transaction_id IS DISTINCT FROM OLD.transaction_id)
     OR (OLD.state IN ('received', 'in_case', 'paid_out') AND NEW.state <> OLD.state) THEN
    RAISE EXCEPTION 'append_only: % of bank line % is refused', TG_OP, OLD.serial USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bank_line_fact BEFORE UPDATE OR DELETE ON bank_line FOR EACH ROW EXECUTE FUNCTION bank_line_is_a_fact();
CREATE TRIGGER bank_line_no_truncate BEFORE TRUNCATE ON bank_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_case_step_append_only BEFORE UPDATE OR DELETE ON bank_case_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_case_step_no_truncate BEFORE TRUNCATE ON bank_case_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION bank_move_is_a_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR (OLD.id, OLD.case_id, OLD.kind, OLD.amount_fen, OLD.order_id, OLD.payee_name, OLD.payee_no, OLD.transaction_id)
     IS DISTINCT FROM (NEW.id, NEW.case_id, NEW.kind, NEW.amount_fen, NEW.order_id, NEW.payee_name, NEW.payee_no, NEW.transaction_id) THEN
    RAISE EXCEPTION 'append_only: % of bank move % is refused', TG_OP, OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bank_move_fact BEFORE UPDATE OR DELETE ON bank_move FOR EACH ROW EXECUTE FUNCTION bank_move_is_a_fact();

-- Checked at commit: what is left of a case is its amount less what was moved and not taken back.
CREATE FUNCTION bank_case_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_id text; v_left bigint; v_says bigint;
BEGIN
  IF TG_TABLE_NAME = 'bank_case' THEN v_id := NEW.id; ELSE v_id := NEW.case_id; END IF;
  SELECT c.remaining_fen, c.amount_fen - coalesce((SELECT sum(m.amount_fen) FROM bank_move m WHERE m.case_id = c.id AND m.state <> 'taken_back'), 0)
  INTO v_says, v_left FROM bank_case c WHERE c.id = v_id;
  IF v_says <> v_left THEN
    RAISE EXCEPTION 'bank_case_sum: case % says %, its moves leave %', v_id, v_says, v_left USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bank_case_sum AFTER INSERT OR UPDATE ON bank_case
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_case_adds_up();
CREATE CONSTRAINT TRIGGER bank_move_sum AFTER INSERT OR UPDATE ON bank_move
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_case_adds_up();

-- The chart grows by what arrived in part for an order and waits for the rest.
CREATE OR REPLACE FUNCTION ledger_account_is_of_the_chart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_kind text := split_part(NEW.id, ':', 1) || ':' || split_part(NEW.id, ':', 2);
        v_tail text := split_part(NEW.id, ':', 3);
        v_class text; v_owner text;
BEGIN
  v_class := CASE
    WHEN v_kind IN ('cash:bank', 'cash:psp', 'recv:treasury_refund', 'recv:party', 'recv:dispute') THEN 'asset'
    WHEN v_kind IN ('held:orders', 'held:part', 'pay:treasury', 'transit:treasury', 'pay:developer', 'pay:operator',
                    'buyer:refund_due', 'suspense:unmatched') THEN 'liability'
    WHEN v_kind IN ('exp:psp_fee', 'exp:dispute_fee') THEN 'expense' END;
  IF v_class IS NULL OR v_class <> NEW.class OR split_part(NEW.id, ':', 4) <> '' THEN
    RAISE EXCEPTION 'ledger_not_in_chart: % as %', NEW.id, NEW.class USING ERRCODE = '23514';
  END IF;
  IF v_kind IN ('pay:treasury', 'transit:treasury', 'recv:treasury_refund') THEN
    IF v_tail = '' OR NEW.party_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM treasury WHERE code = v_tail)
       OR (NEW.treasury_code IS NOT NULL AND NEW.treasury_code <> v_tail) THEN
      RAISE EXCEPTION 'ledger_not_in_chart: % names no treasury', NEW.id USING ERRCODE = '23514';
    END IF;
  ELSIF v_kind IN ('pay:developer', 'pay:operator', 'recv:party') THEN
    SELECT kind::text INTO v_owner FROM organization WHERE id = v_tail;
    IF v_owner IS NULL OR NEW.party_id IS DISTINCT FROM v_tail THEN
      RAISE EXCEPTION 'ledger_not_in_chart: % names no organisation', NEW.id USING ERRCODE = '23514';
    END IF;
    IF v_owner = 'agency' AND NOT (v_kind <> 'pay:developer' AND EXISTS (
         SELECT 1 FROM mandate WHERE organization_id = v_tail AND power = 'platform_operator')) THEN
      RAISE EXCEPTION 'ledger_agency_owns_nothing: %', NEW.id USING ERRCODE = '23514';
    END IF;
  ELSIF NEW.party_id IS NOT NULL OR v_tail <> (CASE WHEN v_kind = 'cash:psp' THEN 'stripe' ELSE '' END) THEN
    RAISE EXCEPTION 'ledger_not_in_chart: %', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
