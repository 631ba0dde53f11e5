/** The elements that speak SOAP. */
@NullMarked
package dialtone.simulator.soap;

import org.jspecify.annotations.NullMarked;
