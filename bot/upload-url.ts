import { isLoopback, type ServiceUrls } from './service-url.ts';

/**
 * Where a file may be put when somebody accepts it: SharePoint and OneDrive of the public cloud and GCC, GCC High, DoD
 * and 21Vianet (learn.microsoft.com, "Office 365 URLs and IP address ranges" of each cloud, as of November 2026). The
 * address comes in a message, so anything else is refused before a byte is sent; this machine counts only where
 * `SERVICE_URL_ALLOW` names it.
 */
const HOSTS = ['.sharepoint.com', '.sharepoint.us', '.sharepoint-mil.us', '.sharepoint.cn'] as const;
const LENGTH_LIMIT = 4_096;

export type AllowUpload = (url: string) => boolean;

export function uploadUrls(serviceUrls: Pick<ServiceUrls, 'allows'>): AllowUpload {
  return (text) => {
    const url = text.length <= LENGTH_LIMIT && URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined) return false;
    if (url.username !== '' || url.password !== '') return false;
    if (isLoopback(url.hostname)) return serviceUrls.allows(`${url.origin}/`);
    return url.protocol === 'https:' && url.port === '' && HOSTS.some((host) => url.hostname.endsWith(host));
  };
}
