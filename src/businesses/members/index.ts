/** Who works in a business, and who is invited. */
export {
  acceptInvitation,
  changeRole,
  invite,
  listMembers,
  memberToast,
  openInvitations,
  previewInvitation,
  removeMember,
  withdrawInvitation,
} from './roster.ts';
