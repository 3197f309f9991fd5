/** The server's outside: who may enter, which path leads where, files, plain answers. */
@NullMarked
package org.liveupdates.hub.web;

import org.jspecify.annotations.NullMarked;
