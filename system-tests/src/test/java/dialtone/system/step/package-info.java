/** A step that an installation has of its own: its element, its route, its story. */
@NullMarked
package dialtone.system.step;

import org.jspecify.annotations.NullMarked;
