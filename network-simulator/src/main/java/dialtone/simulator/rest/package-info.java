/** The elements that speak TM Forum's APIs, and the control of the simulator. */
@NullMarked
package dialtone.simulator.rest;

import org.jspecify.annotations.NullMarked;
