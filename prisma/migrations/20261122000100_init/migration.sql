-- CreateEnum
CREATE TYPE "AgreementState" AS ENUM ('draft', 'offered', 'signed', 'filing', 'active', 'expired', 'terminated');

-- CreateEnum
CREATE TYPE "FilingState" AS ENUM ('submitted', 'supplement', 'accepted', 'refused');

-- CreateEnum
CREATE TYPE "PartyKind" AS ENUM ('treasury', 'developer', 'operator');

-- CreateEnum
CREATE TYPE "EntryState" AS ENUM ('draft', 'submitted', 'returned', 'published', 'withdrawn');

-- CreateEnum
CREATE TYPE "VersionState" AS ENUM ('received', 'processing', 'failed', 'held', 'ready', 'published');

-- CreateEnum
CREATE TYPE "ApplicationState" AS ENUM ('consulting', 'drafting', 'applied', 'supplementing', 'accepted', 'reviewing', 'approved', 'refused', 'charging', 'certified', 'withdrawn');

-- CreateEnum
CREATE TYPE "AuthorizationKind" AS ENUM ('licensed_development', 'cooperative_development', 'authorized_operation');

-- CreateEnum
CREATE TYPE "OrderState" AS ENUM ('awaiting_payment', 'paid', 'fulfilled', 'cancelled', 'expired', 'refunded');

-- CreateEnum
CREATE TYPE "PaymentRoute" AS ENUM ('bank');

-- CreateEnum
CREATE TYPE "RefundState" AS ENUM ('requested', 'approved', 'refused');

-- CreateEnum
CREATE TYPE "OrganizationKind" AS ENUM ('agency', 'enterprise');

-- CreateEnum
CREATE TYPE "Level" AS ENUM ('province', 'city', 'county');

-- CreateEnum
CREATE TYPE "Power" AS ENUM ('information_department', 'finance_bureau', 'data_authority', 'platform_operator');

-- CreateEnum
CREATE TYPE "ProductState" AS ENUM ('draft', 'listed', 'withdrawn');

-- CreateEnum
CREATE TYPE "ProductKind" AS ENUM ('dataset', 'api', 'report', 'model', 'application');

-- CreateEnum
CREATE TYPE "StatementState" AS ENUM ('drawn', 'confirmed', 'returned', 'approved', 'ordered', 'received', 'closed');

-- CreateEnum
CREATE TYPE "DeliveryKind" AS ENUM ('rows', 'file');

-- CreateTable
CREATE TABLE "agreement" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "developer_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "treasury_code" TEXT NOT NULL,
    "state" "AgreementState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "terms" JSONB NOT NULL,
    "effective_from" VARCHAR(10),
    "effective_to" VARCHAR(10),
    "activated_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_version" (
    "agreement_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "terms" JSONB NOT NULL,
    "document_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_version_pkey" PRIMARY KEY ("agreement_id","version")
);

-- CreateTable
CREATE TABLE "agreement_share" (
    "agreement_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "party_kind" "PartyKind" NOT NULL,
    "party_id" TEXT NOT NULL,
    "ppm" INTEGER NOT NULL,

    CONSTRAINT "agreement_share_pkey" PRIMARY KEY ("agreement_id","version","party_kind","party_id")
);

-- CreateTable
CREATE TABLE "agreement_resource" (
    "agreement_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,

    CONSTRAINT "agreement_resource_pkey" PRIMARY KEY ("agreement_id","entry_id")
);

-- CreateTable
CREATE TABLE "filing" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "organization_id" TEXT NOT NULL,
    "state" "FilingState" NOT NULL,
    "submitted_by" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" VARCHAR(10) NOT NULL,
    "opinion" TEXT,
    "receipt_no" TEXT,
    "document_id" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "filing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "actor_id" TEXT,
    "organization_id" TEXT,
    "request_id" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "canon" TEXT NOT NULL,
    "prev_hash" VARCHAR(64) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "classification_node" (
    "code" TEXT NOT NULL,
    "parent_code" TEXT,
    "depth" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "next_sequence" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "classification_node_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "entry" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "classification_code" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "level" "Level" NOT NULL,
    "state" "EntryState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "published_revision" INTEGER,
    "title" TEXT NOT NULL,
    "theme" TEXT NOT NULL,
    "share_type" TEXT NOT NULL,
    "open_type" TEXT NOT NULL,
    "update_cycle" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_reason" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_revision" (
    "entry_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "action" TEXT NOT NULL,
    "by_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_revision_pkey" PRIMARY KEY ("entry_id","number")
);

-- CreateTable
CREATE TABLE "entry_review" (
    "id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "opinion" TEXT NOT NULL,
    "reviewer_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version" (
    "id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "VersionState" NOT NULL,
    "stage" TEXT,
    "file_name" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "source_bytes" BIGINT NOT NULL,
    "source_sha256" VARCHAR(64) NOT NULL,
    "encoding" TEXT,
    "delimiter" TEXT,
    "row_count" BIGINT,
    "raw_key" TEXT,
    "raw_sha256" VARCHAR(64),
    "table_key" TEXT,
    "table_sha256" VARCHAR(64),
    "table_bytes" BIGINT,
    "fault" JSONB,
    "note" TEXT,
    "uploaded_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version_column" (
    "version_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "stats" JSONB NOT NULL,

    CONSTRAINT "version_column_pkey" PRIMARY KEY ("version_id","position")
);

-- CreateTable
CREATE TABLE "privacy_finding" (
    "version_id" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "hits" BIGINT NOT NULL,
    "checked" BIGINT NOT NULL,
    "ratio" DOUBLE PRECISION NOT NULL,
    "examples" TEXT[],

    CONSTRAINT "privacy_finding_pkey" PRIMARY KEY ("version_id","column","kind")
);

-- CreateTable
CREATE TABLE "treatment" (
    "version_id" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "by_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "treatment_pkey" PRIMARY KEY ("version_id","column")
);

-- CreateTable
CREATE TABLE "open_download" (
    "version_id" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "open_download_pkey" PRIMARY KEY ("version_id","format","day")
);

-- CreateTable
CREATE TABLE "search_document" (
    "entry_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_en" TEXT,
    "abstract" TEXT NOT NULL,
    "theme" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "open_type" TEXT NOT NULL,
    "update_cycle" TEXT NOT NULL,
    "formats" TEXT[],
    "pinyin" TEXT NOT NULL,
    "downloads" INTEGER NOT NULL DEFAULT 0,
    "row_count" BIGINT,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "tsv" tsvector,

    CONSTRAINT "search_document_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "pdf_key" TEXT NOT NULL,
    "pdf_sha256" VARCHAR(64) NOT NULL,
    "public_facts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signature" (
    "id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "organization_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "document_sha256" VARCHAR(64) NOT NULL,
    "signature" TEXT NOT NULL,
    "pdf_key" TEXT NOT NULL,
    "pdf_sha256" VARCHAR(64) NOT NULL,
    "ip" TEXT,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_series" (
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "next" INTEGER NOT NULL,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("kind","year")
);

-- CreateTable
CREATE TABLE "ledger_account" (
    "id" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "treasury_code" TEXT,
    "party_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_balance" (
    "account_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 0,
    "min_fen" BIGINT,
    "max_fen" BIGINT,

    CONSTRAINT "ledger_balance_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "idem_key" TEXT NOT NULL,
    "request_hash" VARCHAR(64) NOT NULL,
    "order_id" TEXT,
    "reverses_id" TEXT,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "xid" BIGINT NOT NULL,
    "memo" TEXT,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "transaction_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "agency_id" TEXT,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("transaction_id","line")
);

-- CreateTable
CREATE TABLE "application" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "kind" "AuthorizationKind" NOT NULL,
    "developer_id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "state" "ApplicationState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "scenario" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "degree" TEXT NOT NULL,
    "term_from" VARCHAR(10) NOT NULL,
    "term_to" VARCHAR(10) NOT NULL,
    "received_on" VARCHAR(10),
    "due_on" VARCHAR(10),
    "paused_on" VARCHAR(10),
    "paused_days_left" INTEGER,
    "supplement_notice" TEXT,
    "decision_reason" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "fee_fen" BIGINT,
    "fee_basis" TEXT,
    "fee_receipt_no" TEXT,
    "fee_paid_on" VARCHAR(10),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_resource" (
    "application_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,

    CONSTRAINT "application_resource_pkey" PRIMARY KEY ("application_id","entry_id")
);

-- CreateTable
CREATE TABLE "application_step" (
    "id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "words" TEXT,
    "person_id" TEXT,
    "organization_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10) NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "developer_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "agreement_version" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "state" "OrderState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "placed_by" TEXT,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "fulfilled_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_reason" TEXT,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "route" "PaymentRoute" NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "bank_serial" TEXT NOT NULL,
    "payer_name" TEXT NOT NULL,
    "value_date" VARCHAR(10) NOT NULL,
    "organization_id" TEXT NOT NULL,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "RefundState" NOT NULL,
    "requested_by" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "opinion" TEXT,
    "bank_serial" TEXT,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" TEXT NOT NULL,
    "uscc" VARCHAR(18) NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "kind" "OrganizationKind" NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "level" "Level" NOT NULL,
    "contact" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mandate" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "power" "Power" NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "document_no" TEXT NOT NULL,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10),

    CONSTRAINT "mandate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_key" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "certificate_pem" TEXT NOT NULL,
    "private_key_encrypted" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "treasury" (
    "code" VARCHAR(12) NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "level" "Level" NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "treasury_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "budget_subject" (
    "budget_year" INTEGER NOT NULL,
    "code" VARCHAR(12) NOT NULL,
    "names" TEXT[],
    "current" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "budget_subject_pkey" PRIMARY KEY ("budget_year","code")
);

-- CreateTable
CREATE TABLE "parameter" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "region_code" VARCHAR(6),
    "value" JSONB NOT NULL,
    "document_no" TEXT,
    "set_by" TEXT,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parameter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_year" (
    "year" INTEGER NOT NULL,
    "off" TEXT[],
    "working" TEXT[],
    "source" TEXT NOT NULL,
    "added_by" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "provision" (
    "instrument" TEXT NOT NULL,
    "article" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "text_en" TEXT,
    "valid_from" VARCHAR(10) NOT NULL,
    "valid_to" VARCHAR(10),
    "position" INTEGER NOT NULL,

    CONSTRAINT "provision_pkey" PRIMARY KEY ("instrument","article","valid_from")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "person_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "duties" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("person_id","organization_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("actor","key")
);

-- CreateTable
CREATE TABLE "product" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "developer_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "kind" "ProductKind" NOT NULL,
    "title" TEXT NOT NULL,
    "title_en" TEXT,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "state" "ProductState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "file_key" TEXT,
    "file_name" TEXT,
    "file_bytes" BIGINT,
    "file_sha256" VARCHAR(64),
    "listed_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_source" (
    "product_id" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,

    CONSTRAINT "product_source_pkey" PRIMARY KEY ("product_id","delivery_id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "agreement_version" INTEGER NOT NULL,
    "algorithm" TEXT NOT NULL,
    "base_fen" BIGINT NOT NULL,
    "input_canonical" TEXT NOT NULL,
    "result_sha256" VARCHAR(64) NOT NULL,
    "allocated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation_line" (
    "id" TEXT NOT NULL,
    "allocation_id" TEXT NOT NULL,
    "refund_id" TEXT,
    "party_kind" "PartyKind" NOT NULL,
    "party_id" TEXT NOT NULL,
    "ppm" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "period" VARCHAR(7) NOT NULL,

    CONSTRAINT "allocation_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "developer_id" TEXT NOT NULL,
    "period" VARCHAR(7) NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "treasury_code" TEXT NOT NULL,
    "state" "StatementState" NOT NULL,
    "revision" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "gross_fen" BIGINT NOT NULL,
    "refunds_fen" BIGINT NOT NULL,
    "net_fen" BIGINT NOT NULL,
    "treasury_fen" BIGINT NOT NULL,
    "developer_fen" BIGINT NOT NULL,
    "operator_fen" BIGINT NOT NULL,
    "drawn_by" TEXT,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_by" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),
    "opinion" TEXT,
    "due_on" VARCHAR(10),
    "document_id" TEXT,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_line" (
    "statement_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "gross_fen" BIGINT NOT NULL,
    "refunds_fen" BIGINT NOT NULL,
    "treasury_fen" BIGINT NOT NULL,
    "developer_fen" BIGINT NOT NULL,
    "operator_fen" BIGINT NOT NULL,

    CONSTRAINT "statement_line_pkey" PRIMARY KEY ("statement_id","round","order_id")
);

-- CreateTable
CREATE TABLE "statement_confirmation" (
    "statement_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "organization_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "statement_confirmation_pkey" PRIMARY KEY ("statement_id","round","organization_id")
);

-- CreateTable
CREATE TABLE "payment_order" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "treasury_code" TEXT NOT NULL,
    "budget_year" INTEGER NOT NULL,
    "subject_code" TEXT NOT NULL,
    "subject_names" TEXT[],
    "budget_level" "Level" NOT NULL,
    "payer_name" TEXT NOT NULL,
    "payer_uscc" VARCHAR(18) NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "amount_words" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "issued_by" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "treasury_receipt" (
    "id" TEXT NOT NULL,
    "receipt_no" TEXT NOT NULL,
    "treasury_code" TEXT NOT NULL,
    "payment_order_no" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "received_on" VARCHAR(10) NOT NULL,
    "registered_by" TEXT,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "treasury_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "kind" "DeliveryKind" NOT NULL,
    "format" TEXT NOT NULL,
    "row_count" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "api_key_id" TEXT,
    "person_id" TEXT,
    "request_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agreement_no_key" ON "agreement"("no");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_application_id_key" ON "agreement"("application_id");

-- CreateIndex
CREATE INDEX "agreement_agency_id_idx" ON "agreement"("agency_id");

-- CreateIndex
CREATE INDEX "agreement_developer_id_idx" ON "agreement"("developer_id");

-- CreateIndex
CREATE INDEX "agreement_treasury_code_idx" ON "agreement"("treasury_code");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_version_document_id_key" ON "agreement_version"("document_id");

-- CreateIndex
CREATE INDEX "agreement_resource_entry_id_idx" ON "agreement_resource"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "filing_no_key" ON "filing"("no");

-- CreateIndex
CREATE UNIQUE INDEX "filing_receipt_no_key" ON "filing"("receipt_no");

-- CreateIndex
CREATE INDEX "filing_agreement_id_idx" ON "filing"("agreement_id");

-- CreateIndex
CREATE INDEX "filing_organization_id_state_idx" ON "filing"("organization_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_hash_key" ON "audit_event"("hash");

-- CreateIndex
CREATE INDEX "audit_event_subject_type_subject_id_idx" ON "audit_event"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_idx" ON "audit_event"("actor_id");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "classification_node_parent_code_idx" ON "classification_node"("parent_code");

-- CreateIndex
CREATE UNIQUE INDEX "entry_code_key" ON "entry"("code");

-- CreateIndex
CREATE INDEX "entry_classification_code_idx" ON "entry"("classification_code");

-- CreateIndex
CREATE INDEX "entry_state_region_code_idx" ON "entry"("state", "region_code");

-- CreateIndex
CREATE UNIQUE INDEX "entry_provider_id_title_key" ON "entry"("provider_id", "title");

-- CreateIndex
CREATE INDEX "entry_review_entry_id_idx" ON "entry_review"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "version_entry_id_number_key" ON "version"("entry_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "version_entry_id_source_sha256_key" ON "version"("entry_id", "source_sha256");

-- CreateIndex
CREATE INDEX "search_document_tsv_idx" ON "search_document" USING GIN ("tsv");

-- CreateIndex
CREATE INDEX "search_document_title_trgm" ON "search_document" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "search_document_pinyin_trgm" ON "search_document" USING GIN ("pinyin" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "search_document_updated_at_idx" ON "search_document"("updated_at");

-- CreateIndex
CREATE INDEX "document_subject_type_subject_id_idx" ON "document"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "signature_organization_id_idx" ON "signature"("organization_id");

-- CreateIndex
CREATE INDEX "signature_person_id_idx" ON "signature"("person_id");

-- CreateIndex
CREATE INDEX "signature_key_id_idx" ON "signature"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "signature_document_id_organization_id_key" ON "signature"("document_id", "organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "signature_document_id_position_key" ON "signature"("document_id", "position");

-- CreateIndex
CREATE INDEX "ledger_account_treasury_code_idx" ON "ledger_account"("treasury_code");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_idem_key_key" ON "ledger_transaction"("idem_key");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_reverses_id_key" ON "ledger_transaction"("reverses_id");

-- CreateIndex
CREATE INDEX "ledger_transaction_order_id_idx" ON "ledger_transaction"("order_id");

-- CreateIndex
CREATE INDEX "ledger_transaction_effective_at_idx" ON "ledger_transaction"("effective_at");

-- CreateIndex
CREATE INDEX "ledger_entry_account_id_idx" ON "ledger_entry"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_no_key" ON "application"("no");

-- CreateIndex
CREATE UNIQUE INDEX "application_fee_receipt_no_key" ON "application"("fee_receipt_no");

-- CreateIndex
CREATE INDEX "application_developer_id_idx" ON "application"("developer_id");

-- CreateIndex
CREATE INDEX "application_agency_id_state_idx" ON "application"("agency_id", "state");

-- CreateIndex
CREATE INDEX "application_resource_entry_id_idx" ON "application_resource"("entry_id");

-- CreateIndex
CREATE INDEX "application_step_application_id_at_idx" ON "application_step"("application_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_no_key" ON "certificate"("no");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_application_id_key" ON "certificate"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_no_key" ON "order"("no");

-- CreateIndex
CREATE UNIQUE INDEX "order_reference_key" ON "order"("reference");

-- CreateIndex
CREATE INDEX "order_buyer_id_idx" ON "order"("buyer_id");

-- CreateIndex
CREATE INDEX "order_developer_id_idx" ON "order"("developer_id");

-- CreateIndex
CREATE INDEX "order_product_id_idx" ON "order"("product_id");

-- CreateIndex
CREATE INDEX "order_agreement_id_idx" ON "order"("agreement_id");

-- CreateIndex
CREATE INDEX "order_state_idx" ON "order"("state");

-- CreateIndex
CREATE UNIQUE INDEX "payment_order_id_key" ON "payment"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_bank_serial_key" ON "payment"("bank_serial");

-- CreateIndex
CREATE INDEX "payment_organization_id_idx" ON "payment"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_bank_serial_key" ON "refund"("bank_serial");

-- CreateIndex
CREATE INDEX "refund_order_id_idx" ON "refund"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "organization_uscc_key" ON "organization"("uscc");

-- CreateIndex
CREATE INDEX "organization_region_code_kind_idx" ON "organization"("region_code", "kind");

-- CreateIndex
CREATE INDEX "mandate_organization_id_idx" ON "mandate"("organization_id");

-- CreateIndex
CREATE INDEX "mandate_region_code_power_idx" ON "mandate"("region_code", "power");

-- CreateIndex
CREATE UNIQUE INDEX "organization_key_serial_key" ON "organization_key"("serial");

-- CreateIndex
CREATE INDEX "organization_key_organization_id_idx" ON "organization_key"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_region_code_key" ON "treasury"("region_code");

-- CreateIndex
CREATE INDEX "parameter_key_set_at_idx" ON "parameter"("key", "set_at");

-- CreateIndex
CREATE UNIQUE INDEX "person_login_key" ON "person"("login");

-- CreateIndex
CREATE INDEX "membership_organization_id_idx" ON "membership"("organization_id");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "session_organization_id_idx" ON "session"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_no_key" ON "product"("no");

-- CreateIndex
CREATE INDEX "product_developer_id_idx" ON "product"("developer_id");

-- CreateIndex
CREATE INDEX "product_agreement_id_idx" ON "product"("agreement_id");

-- CreateIndex
CREATE INDEX "product_state_idx" ON "product"("state");

-- CreateIndex
CREATE INDEX "product_source_delivery_id_idx" ON "product_source"("delivery_id");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_order_id_key" ON "allocation"("order_id");

-- CreateIndex
CREATE INDEX "allocation_agreement_id_idx" ON "allocation"("agreement_id");

-- CreateIndex
CREATE INDEX "allocation_line_period_idx" ON "allocation_line"("period");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_line_allocation_id_refund_id_party_kind_party_id_key" ON "allocation_line"("allocation_id", "refund_id", "party_kind", "party_id");

-- CreateIndex
CREATE UNIQUE INDEX "statement_no_key" ON "statement"("no");

-- CreateIndex
CREATE INDEX "statement_agency_id_idx" ON "statement"("agency_id");

-- CreateIndex
CREATE INDEX "statement_developer_id_idx" ON "statement"("developer_id");

-- CreateIndex
CREATE INDEX "statement_treasury_code_state_idx" ON "statement"("treasury_code", "state");

-- CreateIndex
CREATE UNIQUE INDEX "statement_agreement_id_period_key" ON "statement"("agreement_id", "period");

-- CreateIndex
CREATE INDEX "statement_line_order_id_idx" ON "statement_line"("order_id");

-- CreateIndex
CREATE INDEX "statement_confirmation_organization_id_idx" ON "statement_confirmation"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_order_no_key" ON "payment_order"("no");

-- CreateIndex
CREATE UNIQUE INDEX "payment_order_statement_id_key" ON "payment_order"("statement_id");

-- CreateIndex
CREATE INDEX "payment_order_treasury_code_idx" ON "payment_order"("treasury_code");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_receipt_receipt_no_key" ON "treasury_receipt"("receipt_no");

-- CreateIndex
CREATE UNIQUE INDEX "treasury_receipt_statement_id_key" ON "treasury_receipt"("statement_id");

-- CreateIndex
CREATE INDEX "treasury_receipt_treasury_code_idx" ON "treasury_receipt"("treasury_code");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_organization_id_idx" ON "api_key"("organization_id");

-- CreateIndex
CREATE INDEX "api_key_agreement_id_idx" ON "api_key"("agreement_id");

-- CreateIndex
CREATE INDEX "delivery_agreement_id_at_idx" ON "delivery"("agreement_id", "at");

-- CreateIndex
CREATE INDEX "delivery_organization_id_at_idx" ON "delivery"("organization_id", "at");

-- CreateIndex
CREATE INDEX "delivery_entry_id_idx" ON "delivery"("entry_id");

-- CreateIndex
CREATE INDEX "delivery_version_id_idx" ON "delivery"("version_id");

-- CreateIndex
CREATE INDEX "delivery_api_key_id_idx" ON "delivery"("api_key_id");

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_developer_id_fkey" FOREIGN KEY ("developer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_version" ADD CONSTRAINT "agreement_version_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_share" ADD CONSTRAINT "agreement_share_agreement_id_version_fkey" FOREIGN KEY ("agreement_id", "version") REFERENCES "agreement_version"("agreement_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_resource" ADD CONSTRAINT "agreement_resource_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_resource" ADD CONSTRAINT "agreement_resource_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing" ADD CONSTRAINT "filing_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing" ADD CONSTRAINT "filing_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_classification_code_fkey" FOREIGN KEY ("classification_code") REFERENCES "classification_node"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_revision" ADD CONSTRAINT "entry_revision_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_review" ADD CONSTRAINT "entry_review_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_column" ADD CONSTRAINT "version_column_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "privacy_finding" ADD CONSTRAINT "privacy_finding_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treatment" ADD CONSTRAINT "treatment_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "open_download" ADD CONSTRAINT "open_download_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "search_document" ADD CONSTRAINT "search_document_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "organization_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_account" ADD CONSTRAINT "ledger_account_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_balance" ADD CONSTRAINT "ledger_balance_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_developer_id_fkey" FOREIGN KEY ("developer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_resource" ADD CONSTRAINT "application_resource_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_resource" ADD CONSTRAINT "application_resource_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_step" ADD CONSTRAINT "application_step_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_buyer_id_fkey" FOREIGN KEY ("buyer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_developer_id_fkey" FOREIGN KEY ("developer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mandate" ADD CONSTRAINT "mandate_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_key" ADD CONSTRAINT "organization_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_developer_id_fkey" FOREIGN KEY ("developer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_source" ADD CONSTRAINT "product_source_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_source" ADD CONSTRAINT "product_source_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_line" ADD CONSTRAINT "allocation_line_allocation_id_fkey" FOREIGN KEY ("allocation_id") REFERENCES "allocation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_developer_id_fkey" FOREIGN KEY ("developer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_confirmation" ADD CONSTRAINT "statement_confirmation_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_confirmation" ADD CONSTRAINT "statement_confirmation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_receipt" ADD CONSTRAINT "treasury_receipt_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "treasury_receipt" ADD CONSTRAINT "treasury_receipt_treasury_code_fkey" FOREIGN KEY ("treasury_code") REFERENCES "treasury"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;
