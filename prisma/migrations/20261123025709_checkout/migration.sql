-- CreateEnum
CREATE TYPE "CheckoutState" AS ENUM ('creating', 'open', 'processing', 'paid', 'failed', 'expired');

-- CreateEnum
CREATE TYPE "StripeEventState" AS ENUM ('received', 'deferred', 'done', 'noted', 'parked');

-- CreateEnum
CREATE TYPE "StripeEventSource" AS ENUM ('webhook', 'healing');

-- CreateEnum
CREATE TYPE "CardRefundState" AS ENUM ('queued', 'sent', 'succeeded', 'failed', 'bank');

-- AlterEnum
ALTER TYPE "PaymentRoute" ADD VALUE 'stripe';

-- CreateTable
CREATE TABLE "stripe_customer" (
    "organization_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_customer_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "checkout_session" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "state" "CheckoutState" NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "locale" VARCHAR(2) NOT NULL,
    "session_id" TEXT,
    "payment_intent_id" TEXT,
    "url" TEXT,
    "fault" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkout_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "raw" TEXT NOT NULL,
    "source" "StripeEventSource" NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "StripeEventState" NOT NULL,
    "attempts" INTEGER NOT NULL,
    "fault" TEXT,
    "order_id" TEXT,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_fact" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "order_id" TEXT,
    "amount_fen" BIGINT NOT NULL,
    "fee_fen" BIGINT NOT NULL,
    "event_id" TEXT,
    "transaction_id" TEXT,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_fact_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "card_refund" (
    "id" TEXT NOT NULL,
    "refund_id" TEXT,
    "case_id" TEXT,
    "payment_intent_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "stripe_id" TEXT,
    "state" "CardRefundState" NOT NULL,
    "tries" INTEGER NOT NULL,
    "fault" TEXT,
    "bank_serial" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_case" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "event_id" TEXT,
    "order_id" TEXT,
    "region_code" VARCHAR(6) NOT NULL,
    "object_id" TEXT NOT NULL,
    "payment_intent_id" TEXT,
    "amount_fen" BIGINT,
    "currency" VARCHAR(3),
    "detail" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "note" TEXT,

    CONSTRAINT "stripe_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_cursor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "healed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_cursor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "stripe_customer_customer_id_key" ON "stripe_customer"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_session_idempotency_key_key" ON "checkout_session"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_session_session_id_key" ON "checkout_session"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_session_payment_intent_id_key" ON "checkout_session"("payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_session_order_id_attempt_key" ON "checkout_session"("order_id", "attempt");

-- CreateIndex
CREATE INDEX "stripe_event_state_received_at_idx" ON "stripe_event"("state", "received_at");

-- CreateIndex
CREATE INDEX "stripe_fact_payment_intent_id_idx" ON "stripe_fact"("payment_intent_id");

-- CreateIndex
CREATE INDEX "stripe_fact_order_id_idx" ON "stripe_fact"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_refund_refund_id_key" ON "card_refund"("refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_refund_case_id_key" ON "card_refund"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_refund_idempotency_key_key" ON "card_refund"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "card_refund_stripe_id_key" ON "card_refund"("stripe_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_refund_bank_serial_key" ON "card_refund"("bank_serial");

-- CreateIndex
CREATE INDEX "card_refund_payment_intent_id_idx" ON "card_refund"("payment_intent_id");

-- CreateIndex
CREATE INDEX "card_refund_state_idx" ON "card_refund"("state");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_case_key_key" ON "stripe_case"("key");

-- CreateIndex
CREATE INDEX "stripe_case_region_code_closed_at_idx" ON "stripe_case"("region_code", "closed_at");

-- CreateIndex
CREATE INDEX "stripe_case_payment_intent_id_idx" ON "stripe_case"("payment_intent_id");

-- AddForeignKey
ALTER TABLE "stripe_customer" ADD CONSTRAINT "stripe_customer_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout_session" ADD CONSTRAINT "checkout_session_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_refund" ADD CONSTRAINT "card_refund_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand ------------------------------------------------------------------------------------------------------------

-- One page at a time is open for an order: two tabs cannot pay it twice.
CREATE UNIQUE INDEX checkout_session_one_live ON checkout_session (order_id) WHERE state IN ('creating', 'open', 'processing');
ALTER TABLE checkout_session ADD CONSTRAINT checkout_session_amount CHECK (amount_fen > 0);
ALTER TABLE card_refund ADD CONSTRAINT card_refund_amount CHECK (amount_fen > 0);
ALTER TABLE card_refund ADD CONSTRAINT card_refund_pays_one CHECK ((refund_id IS NULL) <> (case_id IS NULL));

-- What came is kept as it came; what was made of it is told beside it.
CREATE FUNCTION stripe_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.id, OLD.type, OLD.object_id, OLD.livemode, OLD.created_at, OLD.raw, OLD.source, OLD.received_at)
     IS DISTINCT FROM (NEW.id, NEW.type, NEW.object_id, NEW.livemode, NEW.created_at, NEW.raw, NEW.source, NEW.received_at) THEN
    RAISE EXCEPTION 'append_only: event % stays as it came', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stripe_event_as_it_came BEFORE UPDATE OR DELETE ON stripe_event FOR EACH ROW EXECUTE FUNCTION stripe_event_stays();
CREATE TRIGGER stripe_event_no_truncate BEFORE TRUNCATE ON stripe_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stripe_fact_append_only BEFORE UPDATE OR DELETE ON stripe_fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stripe_fact_no_truncate BEFORE TRUNCATE ON stripe_fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION card_refund_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.id, OLD.refund_id, OLD.case_id, OLD.payment_intent_id, OLD.amount_fen, OLD.idempotency_key, OLD.created_at)
     IS DISTINCT FROM (NEW.id, NEW.refund_id, NEW.case_id, NEW.payment_intent_id, NEW.amount_fen, NEW.idempotency_key, NEW.created_at)
     OR (OLD.stripe_id IS NOT NULL AND NEW.stripe_id IS DISTINCT FROM OLD.stripe_id) THEN
    RAISE EXCEPTION 'append_only: card refund %', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER card_refund_as_asked BEFORE UPDATE OR DELETE ON card_refund FOR EACH ROW EXECUTE FUNCTION card_refund_stays();

CREATE FUNCTION stripe_case_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL
     OR (OLD.id, OLD.key, OLD.kind, OLD.object_id, OLD.amount_fen, OLD.currency, OLD.opened_at)
     IS DISTINCT FROM (NEW.id, NEW.key, NEW.kind, NEW.object_id, NEW.amount_fen, NEW.currency, NEW.opened_at) THEN
    RAISE EXCEPTION 'append_only: case %', OLD.id USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stripe_case_as_opened BEFORE UPDATE OR DELETE ON stripe_case FOR EACH ROW EXECUTE FUNCTION stripe_case_stays();

-- The chart grows by the balance at the payment provider, what it keeps, and disputed money.
CREATE OR REPLACE FUNCTION ledger_account_is_of_the_chart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_kind text := split_part(NEW.id, ':', 1) || ':' || split_part(NEW.id, ':', 2);
        v_tail text := split_part(NEW.id, ':', 3);
        v_class text; v_owner text;
BEGIN
  v_class := CASE
    WHEN v_kind IN ('cash:bank', 'cash:psp', 'recv:treasury_refund', 'recv:party', 'recv:dispute') THEN 'asset'
    WHEN v_kind IN ('held:orders', 'pay:treasury', 'transit:treasury', 'pay:developer', 'pay:operator',
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

-- The balance at the provider may fall below zero: fees and disputes are taken whether it covers them or not.
CREATE OR REPLACE FUNCTION ledger_open(p_id text, p_class text, p_treasury text, p_party text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_account (id, class, treasury_code, party_id) VALUES (p_id, p_class, p_treasury, p_party) ON CONFLICT (id) DO NOTHING;
  INSERT INTO ledger_balance (account_id, min_fen, max_fen)
  VALUES (p_id, CASE WHEN p_class = 'asset' AND p_id NOT LIKE 'cash:psp:%' THEN 0 END, CASE WHEN p_class = 'liability' THEN 0 END)
  ON CONFLICT (account_id) DO NOTHING;
  RETURN p_id;
END $$;
