/** Requests and settings that server and client share, beyond those of the language server protocol. Types and names only. */
export {};
