/** How the server verifies passwords. */
package dialtone.security.realm;
