-- CreateEnum
CREATE TYPE "ReuseState" AS ENUM ('submitted', 'published', 'returned', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "CommentState" AS ENUM ('none', 'waiting', 'published', 'rejected');

-- CreateTable
CREATE TABLE "reuse" (
    "id" TEXT NOT NULL,
    "state" "ReuseState" NOT NULL,
    "region_code" VARCHAR(6) NOT NULL,
    "participant_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "published_revision" INTEGER,
    "published_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "withdrawn_by" TEXT,
    "withdrawn_at" TIMESTAMPTZ(3),
    "views" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reuse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reuse_revision" (
    "reuse_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "picture_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "reason" TEXT,
    "decider_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "reuse_revision_pkey" PRIMARY KEY ("reuse_id","number")
);

-- CreateTable
CREATE TABLE "reuse_dataset" (
    "reuse_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "entry_id" TEXT NOT NULL,

    CONSTRAINT "reuse_dataset_pkey" PRIMARY KEY ("reuse_id","number","entry_id")
);

-- CreateTable
CREATE TABLE "reuse_picture" (
    "id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reuse_picture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rating" (
    "id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "stars" INTEGER NOT NULL,
    "version_number" INTEGER,
    "organization_id" TEXT,
    "comment" TEXT,
    "comment_state" "CommentState" NOT NULL,
    "shown_comment" TEXT,
    "shown_at" TIMESTAMPTZ(3),
    "waiting_since" TIMESTAMPTZ(3),
    "rejected_for" TEXT,
    "decider_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rating_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rating_reply" (
    "rating_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rating_reply_pkey" PRIMARY KEY ("rating_id","number")
);

-- CreateTable
CREATE TABLE "rating_report" (
    "rating_id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "rating_report_pkey" PRIMARY KEY ("rating_id","participant_id")
);

-- CreateIndex
CREATE INDEX "reuse_state_region_code_idx" ON "reuse"("state", "region_code");

-- CreateIndex
CREATE INDEX "reuse_participant_id_idx" ON "reuse"("participant_id");

-- CreateIndex
CREATE INDEX "reuse_published_at_idx" ON "reuse"("published_at");

-- CreateIndex
CREATE INDEX "reuse_revision_picture_id_idx" ON "reuse_revision"("picture_id");

-- CreateIndex
CREATE INDEX "reuse_dataset_entry_id_idx" ON "reuse_dataset"("entry_id");

-- CreateIndex
CREATE INDEX "reuse_picture_created_at_idx" ON "reuse_picture"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "reuse_picture_participant_id_sha256_key" ON "reuse_picture"("participant_id", "sha256");

-- CreateIndex
CREATE INDEX "rating_entry_id_shown_at_idx" ON "rating"("entry_id", "shown_at");

-- CreateIndex
CREATE INDEX "rating_participant_id_idx" ON "rating"("participant_id");

-- CreateIndex
CREATE INDEX "rating_comment_state_idx" ON "rating"("comment_state");

-- CreateIndex
CREATE UNIQUE INDEX "rating_entry_id_participant_id_key" ON "rating"("entry_id", "participant_id");

-- CreateIndex
CREATE INDEX "rating_report_participant_id_idx" ON "rating_report"("participant_id");

-- AddForeignKey
ALTER TABLE "reuse_revision" ADD CONSTRAINT "reuse_revision_reuse_id_fkey" FOREIGN KEY ("reuse_id") REFERENCES "reuse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reuse_revision" ADD CONSTRAINT "reuse_revision_picture_id_fkey" FOREIGN KEY ("picture_id") REFERENCES "reuse_picture"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reuse_dataset" ADD CONSTRAINT "reuse_dataset_reuse_id_fkey" FOREIGN KEY ("reuse_id") REFERENCES "reuse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reuse_dataset" ADD CONSTRAINT "reuse_dataset_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rating" ADD CONSTRAINT "rating_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rating_reply" ADD CONSTRAINT "rating_reply_rating_id_fkey" FOREIGN KEY ("rating_id") REFERENCES "rating"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rating_report" ADD CONSTRAINT "rating_report_rating_id_fkey" FOREIGN KEY ("rating_id") REFERENCES "rating"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what no application code may put in.
ALTER TABLE "rating" ADD CONSTRAINT "rating_stars_check" CHECK ("stars" BETWEEN 1 AND 5);
ALTER TABLE "rating" ADD CONSTRAINT "rating_comment_check" CHECK (("comment" IS NULL) = ("comment_state" IN ('none', 'rejected')));
