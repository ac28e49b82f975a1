export { NotificationsModule } from './notifications.module.js';
export { ReviewsMails } from './reviews.mails.js';
