-- CreateTable
CREATE TABLE "disclosure" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "organization_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "remarks" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disclosure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_relation" (
    "id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "held_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "share_ppm" INTEGER,
    "basis" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10),
    "entered_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "person_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_relation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trade_clue" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "order_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "state" "ClueState" NOT NULL,
    "words" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trade_clue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trade_clue_step" (
    "id" TEXT NOT NULL,
    "clue_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "words" TEXT,
    "organization_id" TEXT,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trade_clue_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_review" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "stars" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "reply" TEXT,
    "replied_at" TIMESTAMPTZ(3),
    "hidden_why" TEXT,
    "hidden_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_review_wording" (
    "id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "stars" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "person_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_review_wording_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "disclosure_no_key" ON "disclosure"("no");

-- CreateIndex
CREATE INDEX "disclosure_year_idx" ON "disclosure"("year");

-- CreateIndex
CREATE UNIQUE INDEX "disclosure_organization_id_year_version_key" ON "disclosure"("organization_id", "year", "version");

-- CreateIndex
CREATE INDEX "organization_relation_holder_id_idx" ON "organization_relation"("holder_id");

-- CreateIndex
CREATE INDEX "organization_relation_held_id_idx" ON "organization_relation"("held_id");

-- CreateIndex
CREATE UNIQUE INDEX "trade_clue_no_key" ON "trade_clue"("no");

-- CreateIndex
CREATE INDEX "trade_clue_region_code_state_idx" ON "trade_clue"("region_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "trade_clue_order_id_kind_key" ON "trade_clue"("order_id", "kind");

-- CreateIndex
CREATE INDEX "trade_clue_step_clue_id_at_idx" ON "trade_clue_step"("clue_id", "at");

-- CreateIndex
CREATE INDEX "product_review_buyer_id_idx" ON "product_review"("buyer_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_review_product_id_buyer_id_key" ON "product_review"("product_id", "buyer_id");

-- CreateIndex
CREATE INDEX "product_review_wording_review_id_at_idx" ON "product_review_wording"("review_id", "at");

-- AddForeignKey
ALTER TABLE "trade_clue_step" ADD CONSTRAINT "trade_clue_step_clue_id_fkey" FOREIGN KEY ("clue_id") REFERENCES "trade_clue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_review_wording" ADD CONSTRAINT "product_review_wording_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "product_review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was published, done or worded stays; what comes later is a row of its own.
CREATE TRIGGER disclosure_kept BEFORE UPDATE OR DELETE ON disclosure FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();
CREATE TRIGGER trade_clue_step_kept BEFORE UPDATE OR DELETE ON trade_clue_step FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();
CREATE TRIGGER product_review_wording_kept BEFORE UPDATE OR DELETE ON product_review_wording
  FOR EACH ROW EXECUTE FUNCTION market_step_is_kept();

ALTER TABLE product_review ADD CONSTRAINT product_review_stars CHECK (stars BETWEEN 1 AND 5);
ALTER TABLE organization_relation ADD CONSTRAINT organization_relation_two CHECK (holder_id <> held_id);
ALTER TABLE organization_relation ADD CONSTRAINT organization_relation_share
  CHECK ((kind = 'shareholder') = (share_ppm IS NOT NULL) AND (share_ppm IS NULL OR share_ppm BETWEEN 250000 AND 1000000));
ALTER TABLE trade_clue ADD CONSTRAINT trade_clue_reason CHECK (state = 'open' OR (words IS NOT NULL AND decided_at IS NOT NULL));

-- Only who bought and has it says what it is like.
CREATE FUNCTION product_review_is_bought() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "order" o WHERE o.id = NEW.order_id AND o.product_id = NEW.product_id AND o.buyer_id = NEW.buyer_id
      AND o.paid_at IS NOT NULL AND o.fulfilled_at IS NOT NULL) THEN
    RAISE EXCEPTION 'not_bought: % has not bought the product', NEW.buyer_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER product_review_bought BEFORE INSERT OR UPDATE OF order_id, product_id, buyer_id ON product_review
  FOR EACH ROW EXECUTE FUNCTION product_review_is_bought();
