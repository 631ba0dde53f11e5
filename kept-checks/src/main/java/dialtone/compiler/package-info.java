/** What the compiler of the build keeps from one module to the next. */
@NullMarked
package dialtone.compiler;

import org.jspecify.annotations.NullMarked;
