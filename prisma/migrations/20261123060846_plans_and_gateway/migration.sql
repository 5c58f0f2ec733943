-- CreateEnum
CREATE TYPE "OrderPurpose" AS ENUM ('public_interest', 'industry');

-- CreateEnum
CREATE TYPE "PlanKind" AS ENUM ('one_off', 'period', 'pack', 'metered', 'free');

-- CreateEnum
CREATE TYPE "PriceBasis" AS ENUM ('once', 'month', 'year', 'call', 'row');

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "access_from" TIMESTAMPTZ(3),
ADD COLUMN     "access_to" TIMESTAMPTZ(3),
ADD COLUMN     "bill_of_id" TEXT,
ADD COLUMN     "bill_period" VARCHAR(7),
ADD COLUMN     "offer_id" TEXT,
ADD COLUMN     "plan_version_id" TEXT,
ADD COLUMN     "purpose" TEXT,
ADD COLUMN     "purpose_kind" "OrderPurpose",
ADD COLUMN     "renews" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "renews_order_id" TEXT,
ADD COLUMN     "trial" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "facts" JSONB,
ADD COLUMN     "table_columns" JSONB,
ADD COLUMN     "table_key" TEXT,
ADD COLUMN     "table_rows" BIGINT,
ADD COLUMN     "upstream_secret_sealed" TEXT;

-- CreateTable
CREATE TABLE "order_key" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_call" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "endpoint" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "code" TEXT,
    "billable" BOOLEAN NOT NULL,
    "rows" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "ms" INTEGER NOT NULL,
    "request_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_usage" (
    "order_id" TEXT NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "status" INTEGER NOT NULL,
    "billable" BOOLEAN NOT NULL,
    "calls" INTEGER NOT NULL,
    "rows" BIGINT NOT NULL,

    CONSTRAINT "order_usage_pkey" PRIMARY KEY ("order_id","day","status","billable")
);

-- CreateTable
CREATE TABLE "order_quota" (
    "order_id" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "used" BIGINT NOT NULL,

    CONSTRAINT "order_quota_pkey" PRIMARY KEY ("order_id","measure","key")
);

-- CreateTable
CREATE TABLE "product_plan" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_version" (
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" "PlanKind" NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "terms" JSONB NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_ceiling" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "basis" "PriceBasis" NOT NULL,
    "ceiling_micro" BIGINT NOT NULL,
    "document_no" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10) NOT NULL,
    "filed_by_id" TEXT NOT NULL,
    "filed_by_person" TEXT,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_ceiling_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allowed_revenue" (
    "id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "period_from" VARCHAR(10) NOT NULL,
    "period_to" VARCHAR(10) NOT NULL,
    "cost_fen" BIGINT NOT NULL,
    "profit_fen" BIGINT NOT NULL,
    "tax_fen" BIGINT NOT NULL,
    "document_no" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "filed_by_id" TEXT NOT NULL,
    "filed_by_person" TEXT,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allowed_revenue_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "order_key_prefix_key" ON "order_key"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "order_key_hash_key" ON "order_key"("hash");

-- CreateIndex
CREATE INDEX "order_key_order_id_idx" ON "order_key"("order_id");

-- CreateIndex
CREATE INDEX "order_key_organization_id_idx" ON "order_key"("organization_id");

-- CreateIndex
CREATE INDEX "api_call_order_id_day_idx" ON "api_call"("order_id", "day");

-- CreateIndex
CREATE INDEX "api_call_key_id_idx" ON "api_call"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_plan_product_id_number_key" ON "product_plan"("product_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "plan_version_plan_id_version_key" ON "plan_version"("plan_id", "version");

-- CreateIndex
CREATE INDEX "price_ceiling_product_id_idx" ON "price_ceiling"("product_id");

-- CreateIndex
CREATE INDEX "price_ceiling_filed_by_id_idx" ON "price_ceiling"("filed_by_id");

-- CreateIndex
CREATE INDEX "allowed_revenue_agreement_id_idx" ON "allowed_revenue"("agreement_id");

-- CreateIndex
CREATE INDEX "allowed_revenue_filed_by_id_idx" ON "allowed_revenue"("filed_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_renews_order_id_key" ON "order"("renews_order_id");

-- CreateIndex
CREATE INDEX "order_plan_version_id_idx" ON "order"("plan_version_id");

-- CreateIndex
CREATE INDEX "order_bill_of_id_idx" ON "order"("bill_of_id");

-- AddForeignKey
ALTER TABLE "order_key" ADD CONSTRAINT "order_key_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_key" ADD CONSTRAINT "order_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_call" ADD CONSTRAINT "api_call_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_call" ADD CONSTRAINT "api_call_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "order_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_usage" ADD CONSTRAINT "order_usage_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_quota" ADD CONSTRAINT "order_quota_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_bill_of_id_fkey" FOREIGN KEY ("bill_of_id") REFERENCES "order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_renews_order_id_fkey" FOREIGN KEY ("renews_order_id") REFERENCES "order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_plan" ADD CONSTRAINT "product_plan_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "product_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_ceiling" ADD CONSTRAINT "price_ceiling_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_ceiling" ADD CONSTRAINT "price_ceiling_filed_by_id_fkey" FOREIGN KEY ("filed_by_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowed_revenue" ADD CONSTRAINT "allowed_revenue_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowed_revenue" ADD CONSTRAINT "allowed_revenue_filed_by_id_fkey" FOREIGN KEY ("filed_by_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand ------------------------------------------------------------------------------------------------------------

-- What was sold for one price goes on as the first plan of its product.
INSERT INTO product_plan (id, product_id, number, created_at)
SELECT 'pln_' || substr(id, 5), id, 1, created_at FROM product;
INSERT INTO plan_version (id, plan_id, version, kind, name, name_en, terms, sha256, created_by, created_at)
SELECT 'plv_' || substr(id, 5), 'pln_' || substr(id, 5), 1, 'one_off', '一次性购买', 'One-off purchase',
  jsonb_build_object('kind', 'one_off', 'amount_fen', price_fen::text),
  encode(sha256(convert_to('{"name":"一次性购买","name_en":"One-off purchase","terms":{"amount_fen":"' || price_fen || '","kind":"one_off"}}', 'UTF8')), 'hex'),
  created_by, created_at
FROM product;
UPDATE "order" SET plan_version_id = 'plv_' || substr(product_id, 5), access_from = fulfilled_at;

ALTER TABLE price_ceiling ADD CONSTRAINT price_ceiling_amount CHECK (ceiling_micro >= 0 AND valid_from <= valid_to);
ALTER TABLE allowed_revenue ADD CONSTRAINT allowed_revenue_amounts
  CHECK (cost_fen >= 0 AND profit_fen >= 0 AND tax_fen >= 0 AND period_from <= period_to);
ALTER TABLE order_quota ADD CONSTRAINT order_quota_used CHECK (used >= 0);
-- A public-interest purpose costs nothing (Fagai Jiage [2025] No. 65), nor does a trial; a bill names its month.
ALTER TABLE "order" ADD CONSTRAINT order_public_interest_free CHECK (purpose_kind IS DISTINCT FROM 'public_interest' OR amount_fen = 0);
ALTER TABLE "order" ADD CONSTRAINT order_trial_free CHECK (NOT trial OR amount_fen = 0);
ALTER TABLE "order" ADD CONSTRAINT order_bill CHECK ((bill_of_id IS NULL) = (bill_period IS NULL));
-- One trial an organisation and product, one standing bill an order and month.
CREATE UNIQUE INDEX order_one_trial ON "order" (buyer_id, product_id) WHERE trial;
CREATE UNIQUE INDEX order_one_bill ON "order" (bill_of_id, bill_period) WHERE bill_of_id IS NOT NULL AND state NOT IN ('expired', 'cancelled');

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['plan_version', 'price_ceiling', 'allowed_revenue', 'api_call'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION product_is_frozen_when_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'append_only: DELETE on product is refused' USING ERRCODE = '23001';
  END IF;
  IF (OLD.id, OLD.no, OLD.developer_id, OLD.agreement_id) IS DISTINCT FROM (NEW.id, NEW.no, NEW.developer_id, NEW.agreement_id)
     OR (OLD.state <> 'draft' AND
         (OLD.kind, OLD.title, OLD.title_en, OLD.summary, OLD.description, OLD.price_fen, OLD.file_key, OLD.file_sha256, OLD.listed_at,
          OLD.facts, OLD.table_key, OLD.table_rows, OLD.table_columns)
         IS DISTINCT FROM
         (NEW.kind, NEW.title, NEW.title_en, NEW.summary, NEW.description, NEW.price_fen, NEW.file_key, NEW.file_sha256, NEW.listed_at,
          NEW.facts, NEW.table_key, NEW.table_rows, NEW.table_columns)) THEN
    RAISE EXCEPTION 'append_only: product % was listed and stays as it is', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;

-- What is bought ends earlier, never later, than it was sold for; what an order was placed under stays.
CREATE OR REPLACE FUNCTION order_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
     (OLD.id, OLD.no, OLD.reference, OLD.buyer_id, OLD.developer_id, OLD.product_id, OLD.agreement_id, OLD.agreement_version,
      OLD.amount_fen, OLD.placed_at, OLD.plan_version_id, OLD.purpose_kind, OLD.purpose, OLD.offer_id, OLD.trial, OLD.bill_of_id,
      OLD.bill_period, OLD.renews_order_id)
     IS DISTINCT FROM
     (NEW.id, NEW.no, NEW.reference, NEW.buyer_id, NEW.developer_id, NEW.product_id, NEW.agreement_id, NEW.agreement_version,
      NEW.amount_fen, NEW.placed_at, NEW.plan_version_id, NEW.purpose_kind, NEW.purpose, NEW.offer_id, NEW.trial, NEW.bill_of_id,
      NEW.bill_period, NEW.renews_order_id)
     OR (OLD.access_from IS NOT NULL AND OLD.access_from IS DISTINCT FROM NEW.access_from)
     OR (OLD.access_to IS NOT NULL AND (NEW.access_to IS NULL OR NEW.access_to > OLD.access_to)) THEN
    RAISE EXCEPTION 'append_only: order % stays as it was placed', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
