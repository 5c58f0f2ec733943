-- AlterEnum
ALTER TYPE "DeliveryKind" ADD VALUE 'result';
