-- AlterEnum
ALTER TYPE "TemplateState" ADD VALUE 'discarded';
