-- AlterTable
ALTER TABLE "privacy_finding" ADD COLUMN     "blocks" BOOLEAN NOT NULL DEFAULT true;
