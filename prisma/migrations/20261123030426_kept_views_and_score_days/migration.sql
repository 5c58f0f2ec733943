-- CreateTable
CREATE TABLE "score_day" (
    "entry_id" TEXT NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "score" INTEGER NOT NULL,

    CONSTRAINT "score_day_pkey" PRIMARY KEY ("entry_id","day")
);

-- CreateTable
CREATE TABLE "kept_view" (
    "participant_id" TEXT NOT NULL,
    "view_id" TEXT NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_view_pkey" PRIMARY KEY ("participant_id","view_id")
);

-- CreateIndex
CREATE INDEX "kept_view_view_id_idx" ON "kept_view"("view_id");

-- AddForeignKey
ALTER TABLE "score_day" ADD CONSTRAINT "score_day_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_view" ADD CONSTRAINT "kept_view_view_id_fkey" FOREIGN KEY ("view_id") REFERENCES "saved_view"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
