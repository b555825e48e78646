/** What a field of readers may be called. */
export const fieldName = /^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
