-- CreateEnum
CREATE TYPE "FiledState" AS ENUM ('filed', 'approved', 'refused');

-- AlterTable
ALTER TABLE "treasury_repayment" ADD COLUMN     "document_id" TEXT;

-- CreateTable
CREATE TABLE "sharing_rule" (
    "id" TEXT NOT NULL,
    "upper_region" VARCHAR(6) NOT NULL,
    "region_codes" TEXT[],
    "ppm" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10) NOT NULL,
    "state" "FiledState" NOT NULL,
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "opinion" TEXT,

    CONSTRAINT "sharing_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_order_share" (
    "payment_order_id" TEXT NOT NULL,
    "treasury_code" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "ppm" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "payment_order_share_pkey" PRIMARY KEY ("payment_order_id","treasury_code")
);

-- CreateTable
CREATE TABLE "repayment_share" (
    "repayment_id" TEXT NOT NULL,
    "treasury_code" TEXT NOT NULL,
    "ppm" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "repayment_share_pkey" PRIMARY KEY ("repayment_id","treasury_code")
);

-- CreateTable
CREATE TABLE "agency_move" (
    "id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "from_region" VARCHAR(6) NOT NULL,
    "from_level" "Level" NOT NULL,
    "from_treasury" TEXT NOT NULL,
    "to_region" VARCHAR(6) NOT NULL,
    "to_level" "Level" NOT NULL,
    "to_treasury" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "FiledState" NOT NULL,
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "opinion" TEXT,

    CONSTRAINT "agency_move_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sharing_rule_upper_region_state_idx" ON "sharing_rule"("upper_region", "state");

-- CreateIndex
CREATE INDEX "payment_order_share_treasury_code_idx" ON "payment_order_share"("treasury_code");

-- CreateIndex
CREATE INDEX "payment_order_share_rule_id_idx" ON "payment_order_share"("rule_id");

-- CreateIndex
CREATE INDEX "repayment_share_treasury_code_idx" ON "repayment_share"("treasury_code");

-- CreateIndex
CREATE INDEX "agency_move_agency_id_state_idx" ON "agency_move"("agency_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_repayment_document_id_key" ON "treasury_repayment"("document_id");

-- AddForeignKey
ALTER TABLE "payment_order_share" ADD CONSTRAINT "payment_order_share_payment_order_id_fkey" FOREIGN KEY ("payment_order_id") REFERENCES "payment_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_order_share" ADD CONSTRAINT "payment_order_share_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_order_share" ADD CONSTRAINT "payment_order_share_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "sharing_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repayment_share" ADD CONSTRAINT "repayment_share_repayment_id_fkey" FOREIGN KEY ("repayment_id") REFERENCES "treasury_repayment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repayment_share" ADD CONSTRAINT "repayment_share_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_move" ADD CONSTRAINT "agency_move_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand -------------------------------------------------------------------------------------------------------------

-- 1. What is filed stays as it was filed and is decided once, by somebody else.
ALTER TABLE sharing_rule ADD CONSTRAINT sharing_rule_sound CHECK (
  ppm BETWEEN 1 AND 999999 AND valid_from <= valid_to AND cardinality(region_codes) > 0 AND NOT upper_region = ANY(region_codes)
  AND length(basis) > 0 AND length(document_no) > 0);
ALTER TABLE sharing_rule ADD CONSTRAINT sharing_rule_two_people CHECK (decided_by IS DISTINCT FROM filed_by AND (state = 'filed') = (decided_by IS NULL));
ALTER TABLE agency_move ADD CONSTRAINT agency_move_sound CHECK (from_treasury <> to_treasury AND length(document_no) > 0);
ALTER TABLE agency_move ADD CONSTRAINT agency_move_two_people CHECK (decided_by IS DISTINCT FROM filed_by AND (state = 'filed') = (decided_by IS NULL));
CREATE UNIQUE INDEX agency_move_one_filed ON agency_move (agency_id) WHERE state = 'filed';
CREATE FUNCTION filed_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'filed'
     OR to_jsonb(OLD) - ARRAY['state', 'decided_by', 'decided_at', 'opinion'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['state', 'decided_by', 'decided_at', 'opinion'] THEN
    RAISE EXCEPTION 'append_only: % %', TG_TABLE_NAME, OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sharing_rule_filed_once BEFORE UPDATE OR DELETE ON sharing_rule FOR EACH ROW EXECUTE FUNCTION filed_once();
CREATE TRIGGER agency_move_filed_once BEFORE UPDATE OR DELETE ON agency_move FOR EACH ROW EXECUTE FUNCTION filed_once();
-- One rule at a time for a region: two in force would divide one order twice.
CREATE FUNCTION sharing_rule_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('sharing_rule'));
  IF NEW.state = 'approved' AND EXISTS (SELECT 1 FROM sharing_rule r WHERE r.id <> NEW.id AND r.state = 'approved'
      AND r.region_codes && NEW.region_codes AND r.valid_from <= NEW.valid_to AND NEW.valid_from <= r.valid_to) THEN
    RAISE EXCEPTION 'sharing_overlaps: %', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sharing_rule_one BEFORE INSERT OR UPDATE ON sharing_rule FOR EACH ROW EXECUTE FUNCTION sharing_rule_alone();

-- 2. A payment order divides only under a filed and approved rule of its region and day, and wholly.
CREATE FUNCTION payment_order_share_is_filed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM payment_order p JOIN statement s ON s.id = p.statement_id JOIN sharing_rule r ON r.id = NEW.rule_id
      JOIN treasury t ON t.code = NEW.treasury_code
      WHERE p.id = NEW.payment_order_id AND r.state = 'approved' AND s.region_code = ANY(r.region_codes)
        AND to_char(p.issued_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') BETWEEN r.valid_from AND r.valid_to
        AND ((NEW.treasury_code = p.treasury_code AND NEW.ppm = 1000000 - r.ppm) OR (t.region_code = r.upper_region AND NEW.ppm = r.ppm))) THEN
    RAISE EXCEPTION 'no_sharing_rule: payment order % and treasury %', NEW.payment_order_id, NEW.treasury_code USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_order_share_filed BEFORE INSERT ON payment_order_share FOR EACH ROW EXECUTE FUNCTION payment_order_share_is_filed();
CREATE FUNCTION payment_order_shares_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount_fen) FROM payment_order_share WHERE payment_order_id = NEW.payment_order_id)
     <> (SELECT amount_fen FROM payment_order WHERE id = NEW.payment_order_id) THEN
    RAISE EXCEPTION 'shares_not_whole: payment order %', NEW.payment_order_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_order_share_whole AFTER INSERT ON payment_order_share DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION payment_order_shares_are_whole();
CREATE FUNCTION repayment_shares_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount_fen) FROM repayment_share WHERE repayment_id = NEW.repayment_id)
     <> (SELECT amount_fen FROM treasury_repayment WHERE id = NEW.repayment_id) THEN
    RAISE EXCEPTION 'shares_not_whole: repayment %', NEW.repayment_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER repayment_share_whole AFTER INSERT ON repayment_share DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION repayment_shares_are_whole();
ALTER TABLE payment_order_share ADD CONSTRAINT payment_order_share_amount CHECK (amount_fen >= 0 AND ppm BETWEEN 1 AND 999999);
ALTER TABLE repayment_share ADD CONSTRAINT repayment_share_amount CHECK (amount_fen >= 0 AND ppm BETWEEN 1 AND 999999);
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['payment_order_share', 'repayment_share'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

-- 3. Whose money a treasury's is: of an agency that belongs to it, or belonged to it before a move that was approved.
CREATE FUNCTION agency_belongs(p_agency text, p_treasury text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM treasury t JOIN organization o ON o.id = p_agency
      WHERE t.code = p_treasury AND o.kind = 'agency' AND t.region_code = o.region_code AND t.level = o.level)
    OR EXISTS (SELECT 1 FROM agency_move m WHERE m.agency_id = p_agency AND m.from_treasury = p_treasury AND m.state = 'approved')
$$;
CREATE FUNCTION statement_treasury_is_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT agency_belongs(NEW.agency_id, NEW.treasury_code) THEN
    RAISE EXCEPTION 'wrong_treasury: % is not of the level and region of agency %', NEW.treasury_code, NEW.agency_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER statement_treasury_level ON statement;
CREATE TRIGGER statement_treasury_level BEFORE INSERT OR UPDATE OF treasury_code, agency_id ON statement
  FOR EACH ROW EXECUTE FUNCTION statement_treasury_is_its_own();
-- On its way to a treasury there may also be what a filed rule shares with it.
CREATE OR REPLACE FUNCTION ledger_entry_is_of_the_same_level() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_treasury text;
BEGIN
  SELECT treasury_code INTO v_treasury FROM ledger_account WHERE id = NEW.account_id AND id !~ '^recv:';
  IF v_treasury IS NULL THEN RETURN NEW; END IF;
  IF NOT agency_belongs(NEW.agency_id, v_treasury) AND NOT (NEW.account_id ~ '^transit:' AND EXISTS (
      SELECT 1 FROM sharing_rule r JOIN treasury t ON t.region_code = r.upper_region JOIN treasury l ON l.region_code = ANY(r.region_codes)
      WHERE r.state = 'approved' AND t.code = v_treasury AND agency_belongs(NEW.agency_id, l.code))) THEN
    RAISE EXCEPTION 'wrong_treasury: % is not of the level and region of agency %', v_treasury, coalesce(NEW.agency_id, '(none)')
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
