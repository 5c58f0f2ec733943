-- CreateEnum
CREATE TYPE "InvoiceColour" AS ENUM ('blue', 'red');

-- CreateEnum
CREATE TYPE "InvoiceKind" AS ENUM ('special', 'ordinary');

-- CreateEnum
CREATE TYPE "InvoiceState" AS ENUM ('requested', 'prepared', 'issued', 'delivered', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "RedNoticeState" AS ENUM ('open', 'confirmed', 'done', 'void');

-- CreateTable
CREATE TABLE "invoice_title" (
    "organization_id" TEXT NOT NULL,
    "kind" "InvoiceKind" NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "bank_name" TEXT NOT NULL,
    "bank_account" TEXT NOT NULL,
    "email_sealed" TEXT,
    "revision" INTEGER NOT NULL,
    "updated_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoice_title_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "invoice_seller" (
    "organization_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "bank_name" TEXT NOT NULL,
    "bank_account" TEXT NOT NULL,
    "item_name" TEXT NOT NULL,
    "tax_code" VARCHAR(19) NOT NULL,
    "unit" TEXT NOT NULL,
    "rate" VARCHAR(8) NOT NULL,
    "revision" INTEGER NOT NULL,
    "updated_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoice_seller_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "colour" "InvoiceColour" NOT NULL,
    "kind" "InvoiceKind" NOT NULL,
    "state" "InvoiceState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "seller_id" TEXT NOT NULL,
    "blue_id" TEXT,
    "buyer_facts" JSONB NOT NULL,
    "seller_facts" JSONB,
    "remark" TEXT,
    "total_fen" BIGINT NOT NULL,
    "amount_fen" BIGINT,
    "tax_fen" BIGINT,
    "number" VARCHAR(20),
    "issued_on" VARCHAR(10),
    "file_key" TEXT,
    "file_name" TEXT,
    "file_kind" TEXT,
    "file_sha256" VARCHAR(64),
    "file_bytes" INTEGER,
    "route" TEXT,
    "ticket" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "prepared_at" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_line" (
    "id" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tax_code" VARCHAR(19),
    "unit" TEXT,
    "quantity" INTEGER NOT NULL,
    "rate" VARCHAR(8),
    "total_fen" BIGINT NOT NULL,
    "amount_fen" BIGINT,
    "tax_fen" BIGINT,

    CONSTRAINT "invoice_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "red_notice" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "refund_id" TEXT,
    "reason" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "state" "RedNoticeState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "initiator" TEXT,
    "confirmation_no" TEXT,
    "confirmed_on" VARCHAR(10),
    "red_id" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "red_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_step" (
    "id" TEXT NOT NULL,
    "seq" SERIAL NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT,
    "by_id" TEXT,
    "by_name" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoice_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dunning_step" (
    "id" TEXT NOT NULL,
    "seq" SERIAL NOT NULL,
    "order_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stops_on" VARCHAR(10),
    "amount_fen" BIGINT NOT NULL,
    "mailed" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dunning_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invoice_no_key" ON "invoice"("no");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_number_key" ON "invoice"("number");

-- CreateIndex
CREATE INDEX "invoice_buyer_id_state_idx" ON "invoice"("buyer_id", "state");

-- CreateIndex
CREATE INDEX "invoice_seller_id_state_idx" ON "invoice"("seller_id", "state");

-- CreateIndex
CREATE INDEX "invoice_blue_id_idx" ON "invoice"("blue_id");

-- CreateIndex
CREATE INDEX "invoice_line_order_id_idx" ON "invoice_line"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_line_invoice_id_position_key" ON "invoice_line"("invoice_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "red_notice_no_key" ON "red_notice"("no");

-- CreateIndex
CREATE UNIQUE INDEX "red_notice_refund_id_key" ON "red_notice"("refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "red_notice_confirmation_no_key" ON "red_notice"("confirmation_no");

-- CreateIndex
CREATE UNIQUE INDEX "red_notice_red_id_key" ON "red_notice"("red_id");

-- CreateIndex
CREATE INDEX "red_notice_invoice_id_state_idx" ON "red_notice"("invoice_id", "state");

-- CreateIndex
CREATE INDEX "red_notice_order_id_idx" ON "red_notice"("order_id");

-- CreateIndex
CREATE INDEX "invoice_step_invoice_id_seq_idx" ON "invoice_step"("invoice_id", "seq");

-- CreateIndex
CREATE INDEX "dunning_step_kind_at_idx" ON "dunning_step"("kind", "at");

-- CreateIndex
CREATE UNIQUE INDEX "dunning_step_order_id_step_key" ON "dunning_step"("order_id", "step");

-- AddForeignKey
ALTER TABLE "invoice_title" ADD CONSTRAINT "invoice_title_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_seller" ADD CONSTRAINT "invoice_seller_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_buyer_id_fkey" FOREIGN KEY ("buyer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_blue_id_fkey" FOREIGN KEY ("blue_id") REFERENCES "invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "red_notice" ADD CONSTRAINT "red_notice_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "red_notice" ADD CONSTRAINT "red_notice_red_id_fkey" FOREIGN KEY ("red_id") REFERENCES "invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "red_notice" ADD CONSTRAINT "red_notice_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "red_notice" ADD CONSTRAINT "red_notice_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_step" ADD CONSTRAINT "invoice_step_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dunning_step" ADD CONSTRAINT "dunning_step_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the tables alone do not say.
ALTER TABLE invoice ADD CONSTRAINT invoice_sign CHECK ((colour = 'blue') = (total_fen > 0) AND total_fen <> 0 AND (colour = 'red') = (blue_id IS NOT NULL));
ALTER TABLE invoice ADD CONSTRAINT invoice_sums CHECK (amount_fen IS NULL OR amount_fen + tax_fen = total_fen);
ALTER TABLE invoice ADD CONSTRAINT invoice_issued CHECK (state NOT IN ('issued', 'delivered') OR
  (number ~ '^[0-9]{20}$' AND issued_on IS NOT NULL AND file_sha256 IS NOT NULL AND amount_fen IS NOT NULL AND tax_fen IS NOT NULL));
ALTER TABLE invoice_line ADD CONSTRAINT invoice_line_sums CHECK (quantity > 0 AND (amount_fen IS NULL OR amount_fen + tax_fen = total_fen));
ALTER TABLE red_notice ADD CONSTRAINT red_notice_amount CHECK (amount_fen > 0 AND (state IN ('open', 'void')) = (confirmation_no IS NULL));

-- An issued invoice is what the tax side holds: nothing of it changes any more, only that it was taken.
CREATE FUNCTION invoice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.id, OLD.no, OLD.colour, OLD.buyer_id, OLD.seller_id, OLD.blue_id, OLD.requested_at)
     IS DISTINCT FROM (NEW.id, NEW.no, NEW.colour, NEW.buyer_id, NEW.seller_id, NEW.blue_id, NEW.requested_at)
     OR (OLD.state IN ('issued', 'delivered') AND (NEW.state NOT IN ('issued', 'delivered') OR (OLD.state = 'delivered' AND NEW.state <> 'delivered')
       OR (OLD.kind, OLD.total_fen, OLD.amount_fen, OLD.tax_fen, OLD.number, OLD.issued_on, OLD.file_sha256, OLD.file_key, OLD.buyer_facts, OLD.seller_facts)
       IS DISTINCT FROM (NEW.kind, NEW.total_fen, NEW.amount_fen, NEW.tax_fen, NEW.number, NEW.issued_on, NEW.file_sha256, NEW.file_key, NEW.buyer_facts, NEW.seller_facts)))
     OR (OLD.state IN ('declined', 'withdrawn') AND OLD.state <> NEW.state) THEN
    RAISE EXCEPTION 'append_only: invoice %', OLD.no USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_as_issued BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_stays();

CREATE FUNCTION invoice_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_state "InvoiceState";
BEGIN
  SELECT state INTO v_state FROM invoice WHERE id = coalesce(OLD.invoice_id, NEW.invoice_id);
  IF v_state IN ('issued', 'delivered') THEN RAISE EXCEPTION 'append_only: lines of an issued invoice' USING ERRCODE = '23001'; END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER invoice_line_as_issued BEFORE INSERT OR UPDATE OR DELETE ON invoice_line FOR EACH ROW EXECUTE FUNCTION invoice_line_stays();

-- The lines sum to the invoice, and what is taken back never exceeds what was invoiced: checked where an invoice counts, under the lock of the blue row.
CREATE FUNCTION invoice_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_blue bigint; v_blue_tax bigint; v_red bigint; v_red_tax bigint; v_sum bigint; v_tax bigint;
BEGIN
  IF NEW.state IN ('prepared', 'issued') THEN
    SELECT sum(total_fen), sum(tax_fen) INTO v_sum, v_tax FROM invoice_line WHERE invoice_id = NEW.id;
    IF v_sum IS DISTINCT FROM NEW.total_fen OR v_tax IS DISTINCT FROM NEW.tax_fen THEN
      RAISE EXCEPTION 'invoice_sum: % of % has lines of %', NEW.no, NEW.total_fen, v_sum USING ERRCODE = '23514';
    END IF;
  END IF;
  IF NEW.state = 'issued' AND NEW.colour = 'red' THEN
    SELECT total_fen, tax_fen INTO v_blue, v_blue_tax FROM invoice WHERE id = NEW.blue_id AND state IN ('issued', 'delivered') FOR UPDATE;
    SELECT coalesce(sum(total_fen), 0), coalesce(sum(tax_fen), 0) INTO v_red, v_red_tax FROM invoice WHERE blue_id = NEW.blue_id AND state IN ('issued', 'delivered');
    IF v_blue IS NULL OR v_blue + v_red < 0 OR v_blue_tax + v_red_tax < 0 THEN
      RAISE EXCEPTION 'invoice_red: % takes back more than was invoiced', NEW.no USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER invoice_within AFTER UPDATE ON invoice DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION invoice_fits();

CREATE TRIGGER invoice_step_append_only BEFORE UPDATE OR DELETE ON invoice_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dunning_step_append_only BEFORE UPDATE OR DELETE ON dunning_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
