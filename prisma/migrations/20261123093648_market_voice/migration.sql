-- CreateEnum
CREATE TYPE "QuotationState" AS ENUM ('asked', 'offered', 'accepted', 'declined', 'rejected', 'withdrawn', 'lapsed');

-- CreateEnum
CREATE TYPE "ProductComplaintState" AS ENUM ('filed', 'answered', 'decided', 'withdrawn');

-- CreateEnum
CREATE TYPE "ExchangeListingState" AS ENUM ('listed', 'ended');

-- AlterTable
ALTER TABLE "product_plan" ADD COLUMN     "offered_to" TEXT;

-- CreateTable
CREATE TABLE "quotation" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "QuotationState" NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "need" TEXT NOT NULL,
    "use_text" TEXT NOT NULL,
    "purpose_kind" "OrderPurpose",
    "volume" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "wanted_by" VARCHAR(10),
    "lapses_after" VARCHAR(10) NOT NULL,
    "plan_id" TEXT,
    "order_id" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "quotation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quotation_offer" (
    "id" TEXT NOT NULL,
    "quotation_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "plan_version_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "valid_until" VARCHAR(10) NOT NULL,
    "words" TEXT NOT NULL,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quotation_offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quotation_step" (
    "id" TEXT NOT NULL,
    "quotation_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "words" TEXT,
    "offer_number" INTEGER,
    "organization_id" TEXT,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quotation_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_complaint" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "complainant_id" TEXT NOT NULL,
    "order_id" TEXT,
    "region_code" VARCHAR(6) NOT NULL,
    "category" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "wish" TEXT NOT NULL,
    "state" "ProductComplaintState" NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "answer_due" VARCHAR(10) NOT NULL,
    "decide_due" VARCHAR(10) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "overdue_at" TIMESTAMPTZ(3),
    "finding" TEXT,
    "words" TEXT,
    "measure" TEXT,
    "measure_due" VARCHAR(10),
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "measure_done_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_complaint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_complaint_step" (
    "id" TEXT NOT NULL,
    "complaint_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "words" TEXT,
    "organization_id" TEXT,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_complaint_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_review_reply" (
    "id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_review_reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_exchange" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "website" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "entered_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_exchange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exchange_listing" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "exchange_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "statement_id" TEXT NOT NULL,
    "listing_no" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" "ExchangeListingState" NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_why" TEXT,

    CONSTRAINT "exchange_listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "right_statement" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "facts_sha256" VARCHAR(64) NOT NULL,
    "valid_to" VARCHAR(10) NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "right_statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exchange_sale" (
    "id" TEXT NOT NULL,
    "listing_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "external_ref" TEXT NOT NULL,
    "sold_on" VARCHAR(10) NOT NULL,
    "reported_by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exchange_sale_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "quotation_no_key" ON "quotation"("no");

-- CreateIndex
CREATE UNIQUE INDEX "quotation_plan_id_key" ON "quotation"("plan_id");

-- CreateIndex
CREATE UNIQUE INDEX "quotation_order_id_key" ON "quotation"("order_id");

-- CreateIndex
CREATE INDEX "quotation_product_id_idx" ON "quotation"("product_id");

-- CreateIndex
CREATE INDEX "quotation_owner_id_state_idx" ON "quotation"("owner_id", "state");

-- CreateIndex
CREATE INDEX "quotation_buyer_id_state_idx" ON "quotation"("buyer_id", "state");

-- CreateIndex
CREATE INDEX "quotation_region_code_state_idx" ON "quotation"("region_code", "state");

-- CreateIndex
CREATE INDEX "quotation_state_lapses_after_idx" ON "quotation"("state", "lapses_after");

-- CreateIndex
CREATE UNIQUE INDEX "quotation_offer_plan_version_id_key" ON "quotation_offer"("plan_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "quotation_offer_quotation_id_number_key" ON "quotation_offer"("quotation_id", "number");

-- CreateIndex
CREATE INDEX "quotation_step_quotation_id_at_idx" ON "quotation_step"("quotation_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "product_complaint_no_key" ON "product_complaint"("no");

-- CreateIndex
CREATE INDEX "product_complaint_product_id_idx" ON "product_complaint"("product_id");

-- CreateIndex
CREATE INDEX "product_complaint_owner_id_state_idx" ON "product_complaint"("owner_id", "state");

-- CreateIndex
CREATE INDEX "product_complaint_complainant_id_idx" ON "product_complaint"("complainant_id");

-- CreateIndex
CREATE INDEX "product_complaint_region_code_state_idx" ON "product_complaint"("region_code", "state");

-- CreateIndex
CREATE INDEX "product_complaint_step_complaint_id_at_idx" ON "product_complaint_step"("complaint_id", "at");

-- CreateIndex
CREATE INDEX "product_review_reply_review_id_at_idx" ON "product_review_reply"("review_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "data_exchange_name_key" ON "data_exchange"("name");

-- CreateIndex
CREATE UNIQUE INDEX "exchange_listing_no_key" ON "exchange_listing"("no");

-- CreateIndex
CREATE INDEX "exchange_listing_product_id_idx" ON "exchange_listing"("product_id");

-- CreateIndex
CREATE INDEX "exchange_listing_owner_id_idx" ON "exchange_listing"("owner_id");

-- CreateIndex
CREATE INDEX "exchange_listing_statement_id_idx" ON "exchange_listing"("statement_id");

-- CreateIndex
CREATE INDEX "exchange_listing_region_code_state_idx" ON "exchange_listing"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "exchange_listing_exchange_id_listing_no_key" ON "exchange_listing"("exchange_id", "listing_no");

-- CreateIndex
CREATE UNIQUE INDEX "right_statement_no_key" ON "right_statement"("no");

-- CreateIndex
CREATE UNIQUE INDEX "right_statement_document_id_key" ON "right_statement"("document_id");

-- CreateIndex
CREATE INDEX "right_statement_product_id_idx" ON "right_statement"("product_id");

-- CreateIndex
CREATE INDEX "right_statement_agreement_id_idx" ON "right_statement"("agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "exchange_sale_order_id_key" ON "exchange_sale"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "exchange_sale_listing_id_external_ref_key" ON "exchange_sale"("listing_id", "external_ref");

-- AddForeignKey
ALTER TABLE "quotation_offer" ADD CONSTRAINT "quotation_offer_quotation_id_fkey" FOREIGN KEY ("quotation_id") REFERENCES "quotation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quotation_step" ADD CONSTRAINT "quotation_step_quotation_id_fkey" FOREIGN KEY ("quotation_id") REFERENCES "quotation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_complaint_step" ADD CONSTRAINT "product_complaint_step_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "product_complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange_listing" ADD CONSTRAINT "exchange_listing_exchange_id_fkey" FOREIGN KEY ("exchange_id") REFERENCES "data_exchange"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange_listing" ADD CONSTRAINT "exchange_listing_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "right_statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange_sale" ADD CONSTRAINT "exchange_sale_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "exchange_listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was offered, said and done is appended only; functions are of earlier migrations.
CREATE TRIGGER quotation_offer_kept BEFORE UPDATE OR DELETE ON quotation_offer FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();
CREATE TRIGGER quotation_step_kept BEFORE UPDATE OR DELETE ON quotation_step FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();
CREATE TRIGGER product_complaint_step_kept BEFORE UPDATE OR DELETE ON product_complaint_step
  FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();
CREATE TRIGGER product_review_reply_kept BEFORE UPDATE OR DELETE ON product_review_reply
  FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();
CREATE TRIGGER right_statement_kept BEFORE UPDATE OR DELETE ON right_statement FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();
CREATE TRIGGER exchange_sale_kept BEFORE UPDATE OR DELETE ON exchange_sale FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();

ALTER TABLE quotation ADD CONSTRAINT quotation_two CHECK (owner_id <> buyer_id);
ALTER TABLE quotation ADD CONSTRAINT quotation_order CHECK ((state = 'accepted') = (order_id IS NOT NULL));
ALTER TABLE quotation_offer ADD CONSTRAINT quotation_offer_amount CHECK (amount_fen >= 0 AND number >= 1);
ALTER TABLE product_complaint ADD CONSTRAINT product_complaint_two CHECK (owner_id <> complainant_id);
ALTER TABLE product_complaint ADD CONSTRAINT product_complaint_decided CHECK (
  (state = 'decided') = (finding IS NOT NULL AND words IS NOT NULL AND measure IS NOT NULL AND decided_at IS NOT NULL));
ALTER TABLE product_complaint ADD CONSTRAINT product_complaint_measure CHECK (
  (measure IS NULL OR measure = 'none') = (measure_due IS NULL) AND (measure_due IS NULL OR finding <> 'unfounded'));
ALTER TABLE exchange_listing ADD CONSTRAINT exchange_listing_end CHECK (
  (state = 'ended') = (ended_at IS NOT NULL AND ended_why IS NOT NULL));
-- A product stands once at an exchange at a time.
CREATE UNIQUE INDEX exchange_listing_once ON exchange_listing (exchange_id, product_id) WHERE state = 'listed';

-- What is offered to one buyer is ordered by that buyer and nobody else, whoever writes the order.
CREATE FUNCTION order_keeps_private_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE offered_to text;
BEGIN
  SELECT p.offered_to INTO offered_to FROM plan_version v JOIN product_plan p ON p.id = v.plan_id WHERE v.id = NEW.plan_version_id;
  IF offered_to IS NOT NULL AND offered_to <> NEW.buyer_id THEN
    RAISE EXCEPTION 'private_plan: plan version % is offered to another buyer', NEW.plan_version_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_private_plan BEFORE INSERT OR UPDATE OF plan_version_id, buyer_id ON "order"
  FOR EACH ROW EXECUTE FUNCTION order_keeps_private_plan();
