-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "remindDays" INTEGER;
