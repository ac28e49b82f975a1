export { Comment } from './comment.entity.js';
export { CommentsModule } from './comments.module.js';
export { CommentsQueries, type CommentRow, type OwnComment, type ThreadRow } from './comments.queries.js';
export { CommentsService } from './comments.service.js';
export { commentInSight, inSight } from './in-sight.js';
