import type { ContactStore } from '../services/store/contact-store.ts';
import { openFileOffers } from '../services/store/file-offer-store.ts';
import type { RedisClient } from '../services/store/redis.ts';
import { type AnswerConsent, type FileConsentNeeds, fileConsents } from './file-consents.ts';
import type { PersonalChats } from './personal-chats.ts';
import { type PrivateDelivery, privateDelivery } from './private-delivery.ts';
import type { ServiceUrls } from './service-url.ts';
import { fileUploader } from './upload-file.ts';
import { uploadUrls } from './upload-url.ts';

export type FileDelivery = { readonly delivery: PrivateDelivery; readonly consent: AnswerConsent };

export type FileDeliveryNeeds = Omit<FileConsentNeeds, 'offers' | 'allowUpload' | 'upload'> & {
  readonly redis: RedisClient;
  readonly contacts: ContactStore;
  readonly personalChats: PersonalChats;
  readonly serviceUrls: ServiceUrls;
};

/** Both halves of handing out a file: offering it, and what happens when somebody answers the offer. */
export function fileDelivery({
  redis,
  contacts,
  personalChats,
  serviceUrls,
  ...needs
}: FileDeliveryNeeds): FileDelivery {
  const offers = openFileOffers(redis, needs.tenant);
  return {
    delivery: privateDelivery({ personalChats, contacts, offers, reply: needs.channel.reply }),
    consent: fileConsents({
      ...needs,
      offers,
      allowUpload: uploadUrls(serviceUrls),
      upload: fileUploader({ clock: needs.clock }),
    }),
  };
}
