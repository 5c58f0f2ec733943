-- CreateEnum
CREATE TYPE "StripeSubscriptionState" AS ENUM ('opening', 'active', 'dunning', 'ended');

-- AlterTable
ALTER TABLE "checkout_session" ADD COLUMN     "mode" VARCHAR(12) NOT NULL DEFAULT 'payment';

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "subscribed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "term_from" TIMESTAMPTZ(3),
ADD COLUMN     "term_to" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "stripe_customer" ADD COLUMN     "billing_mail" TEXT,
ADD COLUMN     "idempotency_key" TEXT,
ALTER COLUMN "customer_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "stripe_subscription" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "unit" VARCHAR(5) NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "state" "StripeSubscriptionState" NOT NULL,
    "paid_to" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "subscription_id" TEXT,
    "status" TEXT,
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "stop_when" VARCHAR(12),
    "stop_reason" TEXT,
    "stop_by" TEXT,
    "stop_asked_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_subscription_fact" (
    "key" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "invoice_id" TEXT,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "event_id" TEXT,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_subscription_fact_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "stripe_invoice" (
    "id" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "order_id" TEXT,
    "number" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "currency" VARCHAR(3) NOT NULL,
    "due_fen" BIGINT NOT NULL,
    "paid_fen" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3),
    "hosted_url" TEXT,
    "pdf_url" TEXT,
    "period_from" TIMESTAMPTZ(3) NOT NULL,
    "period_to" TIMESTAMPTZ(3) NOT NULL,
    "payment_intent_id" TEXT,
    "fault" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_invoice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "stripe_subscription_order_id_key" ON "stripe_subscription"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_subscription_subscription_id_key" ON "stripe_subscription"("subscription_id");

-- CreateIndex
CREATE INDEX "stripe_subscription_buyer_id_idx" ON "stripe_subscription"("buyer_id");

-- CreateIndex
CREATE INDEX "stripe_subscription_state_idx" ON "stripe_subscription"("state");

-- CreateIndex
CREATE INDEX "stripe_subscription_fact_subscription_id_idx" ON "stripe_subscription_fact"("subscription_id");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_invoice_order_id_key" ON "stripe_invoice"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_invoice_payment_intent_id_key" ON "stripe_invoice"("payment_intent_id");

-- CreateIndex
CREATE INDEX "stripe_invoice_subscription_id_idx" ON "stripe_invoice"("subscription_id");

-- CreateIndex

-- AddForeignKey
ALTER TABLE "stripe_subscription" ADD CONSTRAINT "stripe_subscription_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_subscription" ADD CONSTRAINT "stripe_subscription_buyer_id_fkey" FOREIGN KEY ("buyer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_subscription_fact" ADD CONSTRAINT "stripe_subscription_fact_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "stripe_subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_invoice" ADD CONSTRAINT "stripe_invoice_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "stripe_subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_invoice" ADD CONSTRAINT "stripe_invoice_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand -------------------------------------------------------------------------------------------------------------

-- Customer records of before had their key by this rule.
UPDATE stripe_customer SET idempotency_key = 'customer:' || organization_id || ':v1' WHERE idempotency_key IS NULL;
ALTER TABLE stripe_customer ALTER COLUMN idempotency_key SET NOT NULL;
CREATE UNIQUE INDEX "stripe_customer_idempotency_key_key" ON "stripe_customer"("idempotency_key");

ALTER TABLE checkout_session ADD CONSTRAINT checkout_session_mode CHECK (mode IN ('payment', 'subscription'));
ALTER TABLE stripe_subscription ADD CONSTRAINT stripe_subscription_sound CHECK (
  amount_fen > 0 AND unit IN ('month', 'year') AND (stop_when IS NULL OR stop_when IN ('period_end', 'now'))
  AND (stop_when IS NULL) = (stop_reason IS NULL) AND (stop_when IS NULL) = (stop_asked_at IS NULL));
ALTER TABLE stripe_invoice ADD CONSTRAINT stripe_invoice_sound CHECK (due_fen >= 0 AND paid_fen >= 0 AND attempts >= 0 AND period_to >= period_from);

-- What a subscription was taken for stays; its price is the price of its first order. A stop is not taken back.
CREATE FUNCTION stripe_subscription_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (OLD.id, OLD.order_id, OLD.buyer_id, OLD.unit, OLD.amount_fen, OLD.created_at)
     IS DISTINCT FROM (NEW.id, NEW.order_id, NEW.buyer_id, NEW.unit, NEW.amount_fen, NEW.created_at)
     OR (OLD.subscription_id IS NOT NULL AND OLD.subscription_id IS DISTINCT FROM NEW.subscription_id)
     OR (OLD.stop_when IS NOT NULL AND NEW.stop_when IS NULL) OR (OLD.stop_when = 'now' AND NEW.stop_when <> 'now')
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL) THEN
    RAISE EXCEPTION 'append_only: subscription %', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stripe_subscription_as_taken BEFORE UPDATE OR DELETE ON stripe_subscription FOR EACH ROW EXECUTE FUNCTION stripe_subscription_stays();
CREATE TRIGGER stripe_subscription_fact_append_only BEFORE UPDATE OR DELETE ON stripe_subscription_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stripe_subscription_fact_no_truncate BEFORE TRUNCATE ON stripe_subscription_fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An invoice pays one order's term, once and for all; paid stays paid.
CREATE FUNCTION stripe_invoice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.id, OLD.subscription_id, OLD.created_at) IS DISTINCT FROM (NEW.id, NEW.subscription_id, NEW.created_at)
     OR (OLD.order_id IS NOT NULL AND OLD.order_id IS DISTINCT FROM NEW.order_id)
     OR (OLD.status = 'paid' AND NEW.status <> 'paid') THEN
    RAISE EXCEPTION 'append_only: invoice %', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stripe_invoice_as_paid BEFORE UPDATE OR DELETE ON stripe_invoice FOR EACH ROW EXECUTE FUNCTION stripe_invoice_stays();

-- The term an invoice paid for is set once.
ALTER TABLE "order" ADD CONSTRAINT order_term CHECK ((term_from IS NULL) = (term_to IS NULL) AND (term_to IS NULL OR term_to > term_from));
CREATE FUNCTION order_term_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.term_to IS NOT NULL AND (OLD.term_from, OLD.term_to) IS DISTINCT FROM (NEW.term_from, NEW.term_to) THEN
    RAISE EXCEPTION 'append_only: the term of order %', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_term_as_paid BEFORE UPDATE OF term_from, term_to ON "order" FOR EACH ROW EXECUTE FUNCTION order_term_stays();
