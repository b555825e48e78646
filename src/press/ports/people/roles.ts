/** What somebody at the desk may do, each what the one before may, and more. */
export const roles = ['viewer', 'editor', 'publisher', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whether `visitor` may do what asks for at least `least`. */
export const mayAct = ({ role }: { readonly role: Role }, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least);
