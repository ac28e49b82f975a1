/** The token of the open Database, for the platform's own use: `@Inject(DATABASE) database: Database`. */
export const DATABASE = Symbol('database');
