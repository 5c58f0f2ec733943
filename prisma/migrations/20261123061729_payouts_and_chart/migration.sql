-- CreateEnum
CREATE TYPE "PayoutAccountState" AS ENUM ('entered', 'verified', 'refused', 'retired');

-- CreateEnum
CREATE TYPE "PayoutBatchState" AS ENUM ('proposed', 'approved', 'rejected');

-- CreateEnum
CREATE TYPE "PayoutState" AS ENUM ('proposed', 'approved', 'paid', 'returned', 'rejected');

-- CreateTable
CREATE TABLE "ledger_chart" (
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "operator" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ledger_chart_pkey" PRIMARY KEY ("kind")
);

-- CreateTable
CREATE TABLE "contribution_measure" (
    "id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "period" VARCHAR(7) NOT NULL,
    "measure" TEXT NOT NULL,
    "units" BIGINT NOT NULL,
    "canonical" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contribution_measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_account" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "state" "PayoutAccountState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "account_name" TEXT NOT NULL,
    "bank_name" TEXT NOT NULL,
    "bank_code" VARCHAR(12) NOT NULL,
    "sealed_number" TEXT NOT NULL,
    "ends_in" VARCHAR(4) NOT NULL,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_by" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "opinion" TEXT,

    CONSTRAINT "payout_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_batch" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "PayoutBatchState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "maker_id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "checker_id" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "opinion" TEXT,
    "file_sha256" VARCHAR(64),
    "exported_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "party_kind" "PartyKind" NOT NULL,
    "account_id" TEXT NOT NULL,
    "state" "PayoutState" NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "set_off_fen" BIGINT NOT NULL DEFAULT 0,
    "paid_on" VARCHAR(10),
    "bank_line_id" TEXT,
    "returned_on" VARCHAR(10),
    "return_line_id" TEXT,
    "return_reason" TEXT,

    CONSTRAINT "payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_line" (
    "payout_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "payout_line_pkey" PRIMARY KEY ("payout_id","order_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contribution_measure_agreement_id_version_period_key" ON "contribution_measure"("agreement_id", "version", "period");

-- CreateIndex
CREATE INDEX "payout_account_organization_id_state_idx" ON "payout_account"("organization_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "payout_batch_no_key" ON "payout_batch"("no");

-- CreateIndex
CREATE INDEX "payout_batch_region_code_state_idx" ON "payout_batch"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "payout_no_key" ON "payout"("no");

-- CreateIndex
CREATE UNIQUE INDEX "payout_bank_line_id_key" ON "payout"("bank_line_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_return_line_id_key" ON "payout"("return_line_id");

-- CreateIndex
CREATE INDEX "payout_organization_id_state_idx" ON "payout"("organization_id", "state");

-- CreateIndex
CREATE INDEX "payout_batch_id_idx" ON "payout"("batch_id");

-- CreateIndex
CREATE INDEX "payout_line_order_id_idx" ON "payout_line"("order_id");

-- AddForeignKey
ALTER TABLE "contribution_measure" ADD CONSTRAINT "contribution_measure_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_account" ADD CONSTRAINT "payout_account_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "payout_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "payout_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand -------------------------------------------------------------------------------------------------------------

-- 1. The chart of accounts is a table: a kind is added by one row, never by writing the check anew.
ALTER TABLE ledger_chart ADD CONSTRAINT ledger_chart_row CHECK (
  kind ~ '^[a-z]+:[a-z_]+$' AND class IN ('asset', 'liability', 'expense') AND owner IN ('none', 'treasury', 'party', 'provider')
  AND (owner = 'party' OR NOT operator));
-- No kind is ever kept for an agency (Article 21; brief 6.1.3).
ALTER TABLE ledger_chart ADD CONSTRAINT ledger_chart_no_agency CHECK (kind !~ 'agency');
INSERT INTO ledger_chart (kind, class, owner, operator) VALUES
  ('cash:bank', 'asset', 'none', false),
  ('cash:psp', 'asset', 'provider', false),
  ('recv:treasury_refund', 'asset', 'treasury', false),
  ('recv:party', 'asset', 'party', true),
  ('recv:dispute', 'asset', 'none', false),
  ('held:orders', 'liability', 'none', false),
  ('held:part', 'liability', 'none', false),
  ('pay:treasury', 'liability', 'treasury', false),
  ('transit:treasury', 'liability', 'treasury', false),
  ('pay:developer', 'liability', 'party', false),
  ('pay:operator', 'liability', 'party', true),
  ('transit:party', 'liability', 'party', true),
  ('buyer:refund_due', 'liability', 'none', false),
  ('suspense:unmatched', 'liability', 'none', false),
  ('exp:psp_fee', 'expense', 'none', false),
  ('exp:dispute_fee', 'expense', 'none', false);
CREATE TRIGGER ledger_chart_append_only BEFORE UPDATE OR DELETE ON ledger_chart FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_chart_no_truncate BEFORE TRUNCATE ON ledger_chart FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION ledger_account_is_of_the_chart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_kind text := split_part(NEW.id, ':', 1) || ':' || split_part(NEW.id, ':', 2);
        v_tail text := split_part(NEW.id, ':', 3);
        v_chart ledger_chart%ROWTYPE; v_owner text;
BEGIN
  SELECT * INTO v_chart FROM ledger_chart WHERE kind = v_kind;
  IF v_chart.kind IS NULL OR v_chart.class <> NEW.class OR split_part(NEW.id, ':', 4) <> '' THEN
    RAISE EXCEPTION 'ledger_not_in_chart: % as %', NEW.id, NEW.class USING ERRCODE = '23514';
  END IF;
  IF v_chart.owner = 'treasury' THEN
    IF v_tail = '' OR NEW.party_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM treasury WHERE code = v_tail)
       OR (NEW.treasury_code IS NOT NULL AND NEW.treasury_code <> v_tail) THEN
      RAISE EXCEPTION 'ledger_not_in_chart: % names no treasury', NEW.id USING ERRCODE = '23514';
    END IF;
  ELSIF v_chart.owner = 'party' THEN
    SELECT kind::text INTO v_owner FROM organization WHERE id = v_tail;
    IF v_owner IS NULL OR NEW.party_id IS DISTINCT FROM v_tail THEN
      RAISE EXCEPTION 'ledger_not_in_chart: % names no organisation', NEW.id USING ERRCODE = '23514';
    END IF;
    IF v_owner = 'agency' AND NOT (v_chart.operator AND EXISTS (
         SELECT 1 FROM mandate WHERE organization_id = v_tail AND power = 'platform_operator')) THEN
      RAISE EXCEPTION 'ledger_agency_owns_nothing: %', NEW.id USING ERRCODE = '23514';
    END IF;
  ELSIF NEW.party_id IS NOT NULL OR v_tail <> (CASE v_chart.owner WHEN 'provider' THEN 'stripe' ELSE '' END) THEN
    RAISE EXCEPTION 'ledger_not_in_chart: %', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

-- 2. What a split was measured by is written once.
ALTER TABLE contribution_measure ADD CONSTRAINT contribution_measure_units CHECK (units >= 0);
CREATE TRIGGER contribution_measure_append_only BEFORE UPDATE OR DELETE ON contribution_measure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contribution_measure_no_truncate BEFORE TRUNCATE ON contribution_measure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- 3. Accounts: one verified an organisation, verified by somebody else, never of an agency.
ALTER TABLE payout_account ADD CONSTRAINT payout_account_two_people CHECK (verified_by IS NULL OR verified_by <> entered_by);
ALTER TABLE payout_account ADD CONSTRAINT payout_account_codes CHECK (bank_code ~ '^[0-9]{12}$' AND ends_in ~ '^[0-9]{4}$');
CREATE UNIQUE INDEX payout_account_one_verified ON payout_account (organization_id) WHERE state = 'verified';
CREATE FUNCTION payout_account_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (SELECT kind::text FROM organization WHERE id = NEW.organization_id) = 'agency'
       AND NOT EXISTS (SELECT 1 FROM mandate WHERE organization_id = NEW.organization_id AND power = 'platform_operator') THEN
      RAISE EXCEPTION 'payout_never_to_an_agency: %', NEW.organization_id USING ERRCODE = '23514';
    END IF;
  ELSIF TG_OP = 'DELETE' OR (OLD.id, OLD.organization_id, OLD.account_name, OLD.bank_name, OLD.bank_code, OLD.sealed_number, OLD.ends_in, OLD.entered_by, OLD.entered_at)
     IS DISTINCT FROM (NEW.id, NEW.organization_id, NEW.account_name, NEW.bank_name, NEW.bank_code, NEW.sealed_number, NEW.ends_in, NEW.entered_by, NEW.entered_at)
     OR OLD.state IN ('refused', 'retired') THEN
    RAISE EXCEPTION 'append_only: payout account %', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_account_as_entered BEFORE INSERT OR UPDATE OR DELETE ON payout_account FOR EACH ROW EXECUTE FUNCTION payout_account_stays();

-- 4. Batches and payouts: maker and checker are two people, amounts stay, nothing of an order is paid twice.
ALTER TABLE payout_batch ADD CONSTRAINT payout_batch_two_people CHECK (checker_id IS NULL OR checker_id <> maker_id);
ALTER TABLE payout_batch ADD CONSTRAINT payout_batch_checked CHECK ((state = 'proposed') = (checker_id IS NULL) AND total_fen > 0);
ALTER TABLE payout ADD CONSTRAINT payout_amounts CHECK (amount_fen > 0 AND set_off_fen >= 0 AND party_kind <> 'treasury');
ALTER TABLE payout ADD CONSTRAINT payout_paid CHECK (state <> 'paid' OR (paid_on IS NOT NULL AND bank_line_id IS NOT NULL));
CREATE FUNCTION payout_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'append_only: payout %', OLD.no USING ERRCODE = '23001'; END IF;
  IF TG_TABLE_NAME = 'payout_batch' THEN
    IF (OLD.id, OLD.no, OLD.region_code, OLD.total_fen, OLD.maker_id, OLD.made_at) IS DISTINCT FROM
       (NEW.id, NEW.no, NEW.region_code, NEW.total_fen, NEW.maker_id, NEW.made_at)
       OR (OLD.state <> 'proposed' AND (OLD.state, OLD.checker_id) IS DISTINCT FROM (NEW.state, NEW.checker_id)) THEN
      RAISE EXCEPTION 'append_only: payout batch %', OLD.no USING ERRCODE = '23001';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_batch_as_made BEFORE UPDATE OR DELETE ON payout_batch FOR EACH ROW EXECUTE FUNCTION payout_stays();
CREATE FUNCTION payout_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.id, OLD.no, OLD.batch_id, OLD.organization_id, OLD.party_kind, OLD.account_id, OLD.amount_fen)
     IS DISTINCT FROM (NEW.id, NEW.no, NEW.batch_id, NEW.organization_id, NEW.party_kind, NEW.account_id, NEW.amount_fen)
     OR NOT (OLD.state = NEW.state OR (OLD.state, NEW.state) IN (('proposed', 'approved'), ('proposed', 'rejected'),
       ('approved', 'paid'), ('approved', 'returned'), ('paid', 'returned'))) THEN
    RAISE EXCEPTION 'append_only: payout %', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_as_made BEFORE UPDATE OR DELETE ON payout FOR EACH ROW EXECUTE FUNCTION payout_moves_on();
CREATE TRIGGER payout_line_append_only BEFORE UPDATE OR DELETE ON payout_line FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The order row is locked: two runs cannot both find the same part unpaid. A party is never paid more of an order than
-- its part of the sale; less than nothing is not taken back either, whatever was refunded.
CREATE FUNCTION payout_line_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_party text; v_kind "PartyKind"; v_part bigint; v_paid bigint;
BEGIN
  PERFORM 1 FROM "order" WHERE id = NEW.order_id FOR UPDATE;
  SELECT organization_id, party_kind INTO v_party, v_kind FROM payout WHERE id = NEW.payout_id;
  SELECT coalesce(sum(l.amount_fen), 0) INTO v_part FROM allocation_line l JOIN allocation a ON a.id = l.allocation_id
    WHERE a.order_id = NEW.order_id AND l.refund_id IS NULL AND l.party_kind = v_kind AND l.party_id = v_party;
  SELECT coalesce(sum(l.amount_fen), 0) + NEW.amount_fen INTO v_paid FROM payout_line l JOIN payout p ON p.id = l.payout_id
    WHERE l.order_id = NEW.order_id AND p.organization_id = v_party AND p.party_kind = v_kind AND p.state IN ('proposed', 'approved', 'paid');
  IF v_paid > v_part OR v_paid < 0 THEN
    RAISE EXCEPTION 'payout_twice: order % would pay % of %', NEW.order_id, v_paid, v_part USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_line_within_part BEFORE INSERT ON payout_line FOR EACH ROW EXECUTE FUNCTION payout_line_fits();
