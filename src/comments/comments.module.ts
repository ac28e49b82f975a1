import { Module } from '@nestjs/common';
import { CommentsQueries } from './comments.queries.js';
import { CommentsService } from './comments.service.js';

@Module({ providers: [CommentsQueries, CommentsService], exports: [CommentsQueries, CommentsService] })
export class CommentsModule {}
