/**
 * The server as the systems around it see it. In the managed server ({@code *IT}): each endpoint, each role, each refusal. Over the whole
 * installation ({@code *SystemIT}): the order path, their requests in, our effects and answers out.
 */
@NullMarked
package dialtone.system.api;

import org.jspecify.annotations.NullMarked;
