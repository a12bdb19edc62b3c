-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "activeAt" TIMESTAMPTZ(3),
ADD COLUMN     "activityId" UUID;

-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "claimHours" INTEGER NOT NULL DEFAULT 48;
