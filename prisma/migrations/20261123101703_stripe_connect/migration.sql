-- CreateEnum
CREATE TYPE "StripeTransferState" AS ENUM ('queued', 'settled', 'failed');

-- DropForeignKey
ALTER TABLE "payout" DROP CONSTRAINT "payout_account_id_fkey";

-- AlterTable
ALTER TABLE "payout" ADD COLUMN     "channel" VARCHAR(16) NOT NULL DEFAULT 'bank',
ALTER COLUMN "account_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "stripe_account" (
    "organization_id" TEXT NOT NULL,
    "account_id" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "currency" VARCHAR(3),
    "transfers" TEXT,
    "charges_enabled" BOOLEAN NOT NULL DEFAULT false,
    "payouts_enabled" BOOLEAN NOT NULL DEFAULT false,
    "details_submitted" BOOLEAN NOT NULL DEFAULT false,
    "disabled_reason" TEXT,
    "due" TEXT[],
    "link_url" TEXT,
    "link_until" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_account_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "stripe_transfer" (
    "payout_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "transfer_id" TEXT,
    "state" "StripeTransferState" NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_transfer_pkey" PRIMARY KEY ("payout_id")
);

-- CreateTable
CREATE TABLE "stripe_reversal" (
    "id" TEXT NOT NULL,
    "payout_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "reversal_id" TEXT,
    "state" "StripeTransferState" NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_reversal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "stripe_account_account_id_key" ON "stripe_account"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_account_idempotency_key_key" ON "stripe_account"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_transfer_idempotency_key_key" ON "stripe_transfer"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_transfer_transfer_id_key" ON "stripe_transfer"("transfer_id");

-- CreateIndex
CREATE INDEX "stripe_transfer_state_idx" ON "stripe_transfer"("state");

-- CreateIndex
CREATE INDEX "stripe_transfer_order_id_idx" ON "stripe_transfer"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_reversal_idempotency_key_key" ON "stripe_reversal"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_reversal_reversal_id_key" ON "stripe_reversal"("reversal_id");

-- CreateIndex
CREATE INDEX "stripe_reversal_payout_id_idx" ON "stripe_reversal"("payout_id");

-- CreateIndex
CREATE INDEX "stripe_reversal_state_idx" ON "stripe_reversal"("state");

-- AddForeignKey
ALTER TABLE "stripe_account" ADD CONSTRAINT "stripe_account_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_transfer" ADD CONSTRAINT "stripe_transfer_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_reversal" ADD CONSTRAINT "stripe_reversal_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "stripe_transfer"("payout_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "payout_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand -------------------------------------------------------------------------------------------------------------

-- The treasury's share and an operator's never leave through the provider: transfers are a developer's, out of its own sales.
ALTER TABLE payout ADD CONSTRAINT payout_channel CHECK (
  channel IN ('bank', 'stripe_transfer') AND (channel = 'bank') = (account_id IS NOT NULL)
  AND (channel = 'bank' OR party_kind = 'developer'));
ALTER TABLE payout DROP CONSTRAINT payout_paid;
ALTER TABLE payout ADD CONSTRAINT payout_paid CHECK (
  state <> 'paid' OR (paid_on IS NOT NULL AND (bank_line_id IS NOT NULL) = (channel = 'bank')));
CREATE FUNCTION payout_channel_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.channel <> NEW.channel THEN
    RAISE EXCEPTION 'append_only: channel of payout %', OLD.no USING ERRCODE = '23001';
  END IF;
  IF NEW.channel = 'stripe_transfer' AND (SELECT kind::text FROM organization WHERE id = NEW.organization_id) <> 'enterprise' THEN
    RAISE EXCEPTION 'stripe_never_to_an_agency: %', NEW.organization_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_channel_as_made BEFORE INSERT OR UPDATE ON payout FOR EACH ROW EXECUTE FUNCTION payout_channel_stays();

-- A connected account is an enterprise's; a treasury is no organisation at all and can have none.
CREATE FUNCTION stripe_account_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ((OLD.organization_id, OLD.idempotency_key, OLD.country) IS DISTINCT FROM
       (NEW.organization_id, NEW.idempotency_key, NEW.country)
       OR (OLD.account_id IS NOT NULL AND OLD.account_id IS DISTINCT FROM NEW.account_id))) THEN
    RAISE EXCEPTION 'append_only: connected account of %', OLD.organization_id USING ERRCODE = '23001';
  END IF;
  IF (SELECT kind::text FROM organization WHERE id = NEW.organization_id) <> 'enterprise' THEN
    RAISE EXCEPTION 'stripe_never_to_an_agency: %', NEW.organization_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stripe_account_as_made BEFORE INSERT OR UPDATE OR DELETE ON stripe_account FOR EACH ROW EXECUTE FUNCTION stripe_account_stays();

-- A transfer is its payout's amount, of one order that was paid through the provider; reversals never exceed it.
ALTER TABLE stripe_transfer ADD CONSTRAINT stripe_transfer_amount CHECK (amount_fen > 0);
ALTER TABLE stripe_reversal ADD CONSTRAINT stripe_reversal_amount CHECK (amount_fen > 0);
CREATE FUNCTION stripe_transfer_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v payout%ROWTYPE;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ((OLD.payout_id, OLD.order_id, OLD.destination, OLD.amount_fen, OLD.idempotency_key)
       IS DISTINCT FROM (NEW.payout_id, NEW.order_id, NEW.destination, NEW.amount_fen, NEW.idempotency_key)
       OR (OLD.transfer_id IS NOT NULL AND OLD.transfer_id IS DISTINCT FROM NEW.transfer_id)
       OR (OLD.state <> 'queued' AND OLD.state <> NEW.state))) THEN
    RAISE EXCEPTION 'append_only: transfer of %', OLD.payout_id USING ERRCODE = '23001';
  END IF;
  SELECT * INTO v FROM payout WHERE id = NEW.payout_id;
  IF v.channel <> 'stripe_transfer' OR v.amount_fen <> NEW.amount_fen OR v.party_kind <> 'developer'
     OR (SELECT count(*) FROM payout_line WHERE payout_id = NEW.payout_id) <> 1
     OR NOT EXISTS (SELECT 1 FROM payout_line l JOIN payment p ON p.order_id = l.order_id
        WHERE l.payout_id = NEW.payout_id AND l.order_id = NEW.order_id AND p.route = 'stripe' AND p.bank_serial = NEW.payment_intent_id) THEN
    RAISE EXCEPTION 'stripe_transfer_of_nothing: %', NEW.payout_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stripe_transfer_within_payout BEFORE INSERT OR UPDATE OR DELETE ON stripe_transfer FOR EACH ROW EXECUTE FUNCTION stripe_transfer_fits();
CREATE FUNCTION stripe_reversal_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_amount bigint; v_back bigint;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ((OLD.id, OLD.payout_id, OLD.amount_fen, OLD.idempotency_key)
       IS DISTINCT FROM (NEW.id, NEW.payout_id, NEW.amount_fen, NEW.idempotency_key) OR (OLD.state <> 'queued' AND OLD.state <> NEW.state))) THEN
    RAISE EXCEPTION 'append_only: reversal %', OLD.id USING ERRCODE = '23001';
  END IF;
  SELECT amount_fen INTO v_amount FROM stripe_transfer WHERE payout_id = NEW.payout_id AND state = 'settled' FOR UPDATE;
  SELECT coalesce(sum(amount_fen), 0) INTO v_back FROM stripe_reversal WHERE payout_id = NEW.payout_id AND state <> 'failed' AND id <> NEW.id;
  IF v_amount IS NULL OR (NEW.state <> 'failed' AND v_back + NEW.amount_fen > v_amount) THEN
    RAISE EXCEPTION 'stripe_reversal_too_much: %', NEW.payout_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stripe_reversal_within_transfer BEFORE INSERT OR UPDATE OR DELETE ON stripe_reversal FOR EACH ROW EXECUTE FUNCTION stripe_reversal_fits();
