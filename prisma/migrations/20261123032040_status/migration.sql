-- CreateTable
CREATE TABLE "status_beat" (
    "id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "status_beat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_day" (
    "part" TEXT NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "checks" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "slowest_ms" INTEGER NOT NULL,

    CONSTRAINT "status_day_pkey" PRIMARY KEY ("part","day")
);

-- CreateTable
CREATE TABLE "status_disturbance" (
    "id" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "status_disturbance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_notice" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "parts" TEXT[],
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "status_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_notice_update" (
    "notice_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT,

    CONSTRAINT "status_notice_update_pkey" PRIMARY KEY ("notice_id","number")
);

-- CreateIndex
CREATE INDEX "status_disturbance_since_idx" ON "status_disturbance"("since");

-- CreateIndex
CREATE INDEX "status_notice_starts_at_idx" ON "status_notice"("starts_at");

-- AddForeignKey
ALTER TABLE "status_notice_update" ADD CONSTRAINT "status_notice_update_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "status_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
