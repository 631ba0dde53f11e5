/** Network elements as operations set and see them: how much is asked of one, when not at all, and how it is doing. */
package dialtone.element;
