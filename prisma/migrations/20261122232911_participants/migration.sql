-- CreateTable
CREATE TABLE "participant" (
    "id" TEXT NOT NULL,
    "email_sealed" TEXT,
    "email_hash" VARCHAR(64),
    "name" TEXT,
    "locale" VARCHAR(2) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participant_challenge" (
    "id" TEXT NOT NULL,
    "email_sealed" TEXT NOT NULL,
    "email_hash" VARCHAR(64) NOT NULL,
    "locale" VARCHAR(2) NOT NULL,
    "next" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "participant_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participant_session" (
    "id" VARCHAR(64) NOT NULL,
    "participant_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "participant_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participant_letter" (
    "id" TEXT NOT NULL,
    "recipient_id" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "subject_zh" TEXT NOT NULL,
    "subject_en" TEXT NOT NULL,
    "text_zh" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_fault" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "participant_letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "participant_email_hash_key" ON "participant"("email_hash");

-- CreateIndex
CREATE INDEX "participant_challenge_email_hash_idx" ON "participant_challenge"("email_hash");

-- CreateIndex
CREATE INDEX "participant_challenge_expires_at_idx" ON "participant_challenge"("expires_at");

-- CreateIndex
CREATE INDEX "participant_session_participant_id_idx" ON "participant_session"("participant_id");

-- CreateIndex
CREATE INDEX "participant_letter_recipient_id_created_at_idx" ON "participant_letter"("recipient_id", "created_at");

-- AddForeignKey
ALTER TABLE "participant_session" ADD CONSTRAINT "participant_session_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
