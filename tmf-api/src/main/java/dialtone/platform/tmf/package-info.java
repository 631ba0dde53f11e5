/** What the APIs of all features share. */
@NullMarked
package dialtone.platform.tmf;

import org.jspecify.annotations.NullMarked;
