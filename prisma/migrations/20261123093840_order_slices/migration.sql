-- CreateEnum
CREATE TYPE "DivisionMethod" AS ENUM ('sources', 'agreed');

-- DropIndex
DROP INDEX "allocation_order_id_key";

-- DropIndex
DROP INDEX "statement_agreement_id_period_key";

-- DropIndex
DROP INDEX "treasury_repayment_refund_id_key";

-- AlterTable
ALTER TABLE "late_refund" DROP CONSTRAINT "late_refund_pkey",
ADD CONSTRAINT "late_refund_pkey" PRIMARY KEY ("refund_id", "statement_id");

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "division" "DivisionMethod" NOT NULL DEFAULT 'sources',
ADD COLUMN     "division_sha256" VARCHAR(64);

-- CreateTable
CREATE TABLE "order_slice" (
    "order_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "agreement_version" INTEGER NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "level" "Level" NOT NULL,
    "treasury_code" TEXT NOT NULL,
    "ppm" INTEGER NOT NULL,
    "gross_fen" BIGINT NOT NULL,

    CONSTRAINT "order_slice_pkey" PRIMARY KEY ("order_id","agreement_id")
);

-- CreateTable
CREATE TABLE "product_part" (
    "product_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "ppm" INTEGER,

    CONSTRAINT "product_part_pkey" PRIMARY KEY ("product_id","agreement_id")
);

-- CreateTable
CREATE TABLE "product_consent" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "parts_sha256" VARCHAR(64) NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_consent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "order_slice_agreement_id_idx" ON "order_slice"("agreement_id");

-- CreateIndex
CREATE INDEX "order_slice_agency_id_idx" ON "order_slice"("agency_id");

-- CreateIndex
CREATE INDEX "order_slice_treasury_code_idx" ON "order_slice"("treasury_code");

-- CreateIndex
CREATE INDEX "product_part_agreement_id_idx" ON "product_part"("agreement_id");

-- CreateIndex
CREATE INDEX "product_consent_agreement_id_idx" ON "product_consent"("agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_consent_product_id_agreement_id_parts_sha256_key" ON "product_consent"("product_id", "agreement_id", "parts_sha256");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_order_id_agreement_id_key" ON "allocation"("order_id", "agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "statement_agreement_id_period_treasury_code_key" ON "statement"("agreement_id", "period", "treasury_code");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_repayment_refund_id_statement_id_key" ON "treasury_repayment"("refund_id", "statement_id");

-- AddForeignKey
ALTER TABLE "order_slice" ADD CONSTRAINT "order_slice_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_slice" ADD CONSTRAINT "order_slice_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_slice" ADD CONSTRAINT "order_slice_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_slice" ADD CONSTRAINT "order_slice_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_part" ADD CONSTRAINT "product_part_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_part" ADD CONSTRAINT "product_part_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_consent" ADD CONSTRAINT "product_consent_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_consent" ADD CONSTRAINT "product_consent_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand -------------------------------------------------------------------------------------------------------------

-- 1. Every order that has a price was sold under one agreement until now: that is its one slice, with the treasury the
-- agreement names.
INSERT INTO order_slice (order_id, agreement_id, agreement_version, agency_id, region_code, level, treasury_code, ppm, gross_fen)
  SELECT o.id, o.agreement_id, o.agreement_version, a.agency_id, t.region_code, t.level, t.code, 1000000, o.amount_fen
  FROM "order" o JOIN agreement a ON a.id = o.agreement_id JOIN treasury t ON t.code = a.treasury_code WHERE o.amount_fen > 0;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_order_id_agreement_id_fkey" FOREIGN KEY ("order_id", "agreement_id") REFERENCES "order_slice"("order_id", "agreement_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- 2. Slices are the price of their order, of the order's developer, and of the treasury the agreement stands for that day.
ALTER TABLE order_slice ADD CONSTRAINT order_slice_amounts CHECK (gross_fen >= 0 AND ppm BETWEEN 0 AND 1000000);
CREATE FUNCTION order_slice_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM agreement a JOIN treasury t ON t.code = a.treasury_code JOIN "order" o ON o.id = NEW.order_id
      WHERE a.id = NEW.agreement_id AND a.agency_id = NEW.agency_id AND a.developer_id = o.developer_id
        AND (t.code, t.region_code, t.level) = (NEW.treasury_code, NEW.region_code, NEW.level)) THEN
    RAISE EXCEPTION 'wrong_treasury: slice of order % under agreement %', NEW.order_id, NEW.agreement_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_slice_sound BEFORE INSERT ON order_slice FOR EACH ROW EXECUTE FUNCTION order_slice_is_sound();
CREATE FUNCTION order_slices_are_the_price() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_order text; v_amount bigint; v_sum bigint; v_ppm bigint;
BEGIN
  v_order := CASE TG_TABLE_NAME WHEN 'order' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'order_id' END;
  SELECT amount_fen INTO v_amount FROM "order" WHERE id = v_order;
  SELECT coalesce(sum(gross_fen), 0), coalesce(sum(ppm), 0) INTO v_sum, v_ppm FROM order_slice WHERE order_id = v_order;
  IF v_sum <> v_amount OR (v_amount > 0 AND v_ppm <> 1000000) THEN
    RAISE EXCEPTION 'slices_not_whole: the slices of order % are %, its price is %', v_order, v_sum, v_amount USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER order_has_its_slices AFTER INSERT ON "order" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION order_slices_are_the_price();
CREATE CONSTRAINT TRIGGER order_slice_whole AFTER INSERT ON order_slice DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION order_slices_are_the_price();
CREATE TRIGGER order_slice_append_only BEFORE UPDATE OR DELETE ON order_slice FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_slice_no_truncate BEFORE TRUNCATE ON order_slice FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- 3. A split divides its slice, and an order is split under all of its slices or under none.
CREATE FUNCTION allocation_is_of_its_slice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM order_slice s WHERE s.order_id = NEW.order_id AND s.agreement_id = NEW.agreement_id
                 AND s.gross_fen = NEW.base_fen AND s.agreement_version = NEW.agreement_version) THEN
    RAISE EXCEPTION 'wrong_amount: split of order % under agreement %', NEW.order_id, NEW.agreement_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER allocation_of_its_slice BEFORE INSERT ON allocation FOR EACH ROW EXECUTE FUNCTION allocation_is_of_its_slice();
CREATE FUNCTION allocations_are_the_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(base_fen) FROM allocation WHERE order_id = NEW.order_id) <> (SELECT amount_fen FROM "order" WHERE id = NEW.order_id) THEN
    RAISE EXCEPTION 'slices_not_whole: order % is split in part', NEW.order_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER allocation_whole AFTER INSERT ON allocation DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION allocations_are_the_price();

-- 4. Products: a source is a delivery under one of the product's agreements; parts stay from the listing on, sum to the
-- whole, and are of agreements with the product's developer that it cites something of.
ALTER TABLE product_part ADD CONSTRAINT product_part_ppm CHECK (ppm BETWEEN 1 AND 999999);
CREATE OR REPLACE FUNCTION product_source_is_a_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_product product%ROWTYPE;
BEGIN
  SELECT * INTO v_product FROM product WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.product_id ELSE NEW.product_id END;
  IF TG_OP = 'UPDATE' OR v_product.state <> 'draft' THEN
    RAISE EXCEPTION 'append_only: the sources of product % stay as listed', v_product.no USING ERRCODE = '23001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF NOT EXISTS (SELECT 1 FROM delivery d WHERE d.id = NEW.delivery_id AND d.organization_id = v_product.developer_id
                 AND (d.agreement_id = v_product.agreement_id OR EXISTS (SELECT 1 FROM product_part p
                   WHERE p.product_id = v_product.id AND p.agreement_id = d.agreement_id))) THEN
    RAISE EXCEPTION 'foreign_delivery: % is no delivery under an agreement of product %', NEW.delivery_id, v_product.no USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION product_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_product product%ROWTYPE; v_row product_part%ROWTYPE;
BEGIN
  IF TG_OP = 'DELETE' THEN v_row := OLD; ELSE v_row := NEW; END IF;
  SELECT * INTO v_product FROM product WHERE id = v_row.product_id;
  IF v_product.state <> 'draft' THEN
    RAISE EXCEPTION 'append_only: the parts of product % stay as listed', v_product.no USING ERRCODE = '23001';
  END IF;
  IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT 1 FROM agreement WHERE id = v_row.agreement_id AND developer_id = v_product.developer_id) THEN
    RAISE EXCEPTION 'foreign_agreement: % is no agreement of the developer of product %', v_row.agreement_id, v_product.no USING ERRCODE = '23514';
  END IF;
  RETURN v_row;
END $$;
CREATE TRIGGER product_part_as_listed BEFORE INSERT OR UPDATE OR DELETE ON product_part FOR EACH ROW EXECUTE FUNCTION product_part_stays();
CREATE OR REPLACE FUNCTION product_listed_has_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'listed' AND NOT EXISTS (SELECT 1 FROM product_source WHERE product_id = NEW.id) THEN
    RAISE EXCEPTION 'no_sources: product % names no source', NEW.no USING ERRCODE = '23514';
  END IF;
  IF NEW.state = 'listed' AND EXISTS (SELECT 1 FROM product_part WHERE product_id = NEW.id) AND (
      (SELECT sum(ppm) FROM product_part WHERE product_id = NEW.id) IS DISTINCT FROM 1000000
      OR EXISTS (SELECT 1 FROM product_part p WHERE p.product_id = NEW.id AND (p.ppm IS NULL OR NOT EXISTS (
        SELECT 1 FROM product_source s JOIN delivery d ON d.id = s.delivery_id WHERE s.product_id = p.product_id AND d.agreement_id = p.agreement_id)))) THEN
    RAISE EXCEPTION 'parts_not_whole: product %', NEW.no USING ERRCODE = '23514';
  END IF;
  -- Parts that are agreed bind no agency that has not consented to exactly them.
  IF NEW.state = 'listed' AND NEW.division = 'agreed' AND EXISTS (SELECT 1 FROM product_part p WHERE p.product_id = NEW.id AND NOT EXISTS (
      SELECT 1 FROM product_consent c WHERE (c.product_id, c.agreement_id) = (p.product_id, p.agreement_id) AND c.parts_sha256 = NEW.division_sha256)) THEN
    RAISE EXCEPTION 'no_consent: product %', NEW.no USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER product_consent_append_only BEFORE UPDATE OR DELETE ON product_consent FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER product_consent_no_truncate BEFORE TRUNCATE ON product_consent FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
