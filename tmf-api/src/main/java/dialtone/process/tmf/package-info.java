/** Process instances over HTTP: the intake of the engine's records, and what operations read of them. */
@NullMarked
package dialtone.process.tmf;

import org.jspecify.annotations.NullMarked;
