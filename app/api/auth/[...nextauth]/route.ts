import { answerAuth } from "@/lib/server/answer-auth";

type Context = { params: Promise<{ nextauth: string[] }> };

const handle = async (request: Request, { params }: Context) => answerAuth(request, (await params).nextauth);

export { handle as GET, handle as POST };
