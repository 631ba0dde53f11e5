/** What runs inside the server: tests of the EJBs, and what takes the part of the process for them and for the tests outside. */
@NullMarked
package dialtone.system.server.inside;

import org.jspecify.annotations.NullMarked;
