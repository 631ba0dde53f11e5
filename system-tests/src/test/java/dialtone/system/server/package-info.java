/** The managed server with the EAR in it, one for all classes that ask for it by {@link dialtone.system.server.InTheServer}. */
@NullMarked
package dialtone.system.server;

import org.jspecify.annotations.NullMarked;
