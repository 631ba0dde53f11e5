/** Tests over the whole: inside the managed server ({@code *IT}) and over all three processes ({@code *SystemIT}). */
@NullMarked
package dialtone.system;

import org.jspecify.annotations.NullMarked;
