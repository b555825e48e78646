/** Whether an address is https, or http on this very machine, where an installation without a public address is tried out. */
export const isSafeAddress = (url: URL): boolean => url.protocol === 'https:' || isLoopback(url);

export const isLoopback = (url: URL): boolean => url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
