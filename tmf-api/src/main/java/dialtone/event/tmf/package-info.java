/** The hub of the TM Forum APIs: subscriptions, and events in their words. */
@NullMarked
package dialtone.event.tmf;

import org.jspecify.annotations.NullMarked;
