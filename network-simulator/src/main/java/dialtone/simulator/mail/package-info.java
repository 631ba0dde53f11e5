/** The mail server: takes everything, delivers nothing, remembers all of it. */
@NullMarked
package dialtone.simulator.mail;

import org.jspecify.annotations.NullMarked;
