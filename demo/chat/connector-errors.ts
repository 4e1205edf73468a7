// Every refusal of the Bot Connector that Teams documents, with its status.
import type { Response } from 'express';

export const CONNECTOR_ERRORS = {
  ActivityNotFoundInConversation: { status: 404, message: 'The activity is not in this conversation.' },
  BadArgument: { status: 400, message: 'An argument is missing or wrong.' },
  BadGateway: { status: 502, message: 'Bad gateway.' },
  BadSyntax: { status: 400, message: 'The activity is not well formed.' },
  BotNotInConversationRoster: { status: 403, message: 'The bot is not part of the conversation roster.' },
  ConversationNotFound: { status: 404, message: 'Conversation not found.' },
  GatewayTimeout: { status: 504, message: 'Gateway timeout.' },
  MemberNotFoundInConversation: { status: 404, message: 'The member is not in this conversation.' },
  MessageSizeTooBig: { status: 413, message: 'Message size too large.' },
  NotEnoughPermissions: { status: 403, message: 'A bot can change its own messages only.' },
  PreconditionFailed: { status: 412, message: 'Another operation on this conversation is running.' },
  ServiceError: { status: 500, message: 'Unknown error.' },
  ServiceUnavailable: { status: 503, message: 'Service unavailable.' },
  Throttled: { status: 429, message: 'Too many requests.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ConnectorErrorName = keyof typeof CONNECTOR_ERRORS;

export function sendError(res: Response, code: ConnectorErrorName, message?: string): void {
  const error = CONNECTOR_ERRORS[code];
  res.status(error.status).json({ error: { code, message: message ?? error.message } });
}
