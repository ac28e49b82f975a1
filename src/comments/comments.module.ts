import { Module } from '@nestjs/common';
import { CommentsQueries } from './comments.queries.js';
import { CommentsService } from './comments.service.js';
import { ModeratedComments } from './moderated-comments.js';

@Module({ providers: [CommentsQueries, CommentsService, ModeratedComments], exports: [CommentsQueries, CommentsService] })
export class CommentsModule {}
