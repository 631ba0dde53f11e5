/** What all pages of the console share: how a state, a time, an amount and a list are shown. */
@NullMarked
package dialtone.base.console;

import org.jspecify.annotations.NullMarked;
