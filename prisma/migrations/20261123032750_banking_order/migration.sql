-- AlterTable
ALTER TABLE "bank_case_step" ADD COLUMN     "seq" SERIAL NOT NULL;

-- AlterTable
ALTER TABLE "bank_move" ADD COLUMN     "seq" SERIAL NOT NULL;
