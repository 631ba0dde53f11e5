/** The order path over the whole installation, as the systems around it see it: their requests in, our effects and answers out. */
@NullMarked
package dialtone.system.api;

import org.jspecify.annotations.NullMarked;
