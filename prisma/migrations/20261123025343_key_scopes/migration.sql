-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "datasets" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "expires_on" VARCHAR(10),
ADD COLUMN     "leaked_where" TEXT,
ADD COLUMN     "replaced_by_id" TEXT,
ADD COLUMN     "retires_at" TIMESTAMPTZ(3),
ADD COLUMN     "scopes" TEXT[] DEFAULT ARRAY['rows', 'files']::TEXT[];

-- CreateTable
CREATE TABLE "key_call" (
    "api_key_id" TEXT NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "dataset" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "key_call_pkey" PRIMARY KEY ("api_key_id","day","dataset","status")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_replaced_by_id_key" ON "api_key"("replaced_by_id");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "api_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_call" ADD CONSTRAINT "key_call_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
