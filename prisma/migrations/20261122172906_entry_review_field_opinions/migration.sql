-- AlterTable
ALTER TABLE "entry_review" ADD COLUMN     "field_opinions" JSONB NOT NULL DEFAULT '[]';
