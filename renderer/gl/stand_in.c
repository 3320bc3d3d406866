/* Empty libGL and libEGL, for machines that have none: the canvas is linked against both but only ever draws in
   memory, so none of these is called. The names are what skia-python 144 asks the loader for. */
#ifdef STAND_IN_EGL
#define NAMES \
    X(eglGetCurrentDisplay) X(eglGetProcAddress) X(eglQueryString)
#else
#define NAMES \
    X(glActiveTexture) X(glAttachShader) X(glBindAttribLocation) X(glBindBuffer) X(glBindFramebuffer) \
    X(glBindRenderbuffer) X(glBindTexture) X(glBlendColor) X(glBlendEquation) X(glBlendFunc) X(glBufferData) \
    X(glBufferSubData) X(glCheckFramebufferStatus) X(glClear) X(glClearColor) X(glClearStencil) X(glColorMask) \
    X(glCompileShader) X(glCompressedTexImage2D) X(glCompressedTexSubImage2D) X(glCopyTexSubImage2D) \
    X(glCreateProgram) X(glCreateShader) X(glCullFace) X(glDeleteBuffers) X(glDeleteFramebuffers) \
    X(glDeleteProgram) X(glDeleteRenderbuffers) X(glDeleteShader) X(glDeleteTextures) X(glDepthMask) \
    X(glDisable) X(glDisableVertexAttribArray) X(glDrawArrays) X(glDrawElements) X(glEnable) \
    X(glEnableVertexAttribArray) X(glFinish) X(glFlush) X(glFramebufferRenderbuffer) X(glFramebufferTexture2D) \
    X(glFrontFace) X(glGenBuffers) X(glGenFramebuffers) X(glGenRenderbuffers) X(glGenTextures) \
    X(glGenerateMipmap) X(glGetBufferParameteriv) X(glGetError) X(glGetFramebufferAttachmentParameteriv) \
    X(glGetIntegerv) X(glGetProgramInfoLog) X(glGetProgramiv) X(glGetRenderbufferParameteriv) \
    X(glGetShaderInfoLog) X(glGetShaderPrecisionFormat) X(glGetShaderiv) X(glGetString) X(glGetUniformLocation) \
    X(glIsTexture) X(glLineWidth) X(glLinkProgram) X(glPixelStorei) X(glReadPixels) X(glRenderbufferStorage) \
    X(glScissor) X(glShaderSource) X(glStencilFunc) X(glStencilFuncSeparate) X(glStencilMask) \
    X(glStencilMaskSeparate) X(glStencilOp) X(glStencilOpSeparate) X(glTexImage2D) X(glTexParameterf) \
    X(glTexParameterfv) X(glTexParameteri) X(glTexParameteriv) X(glTexSubImage2D) X(glUniform1f) X(glUniform1fv) \
    X(glUniform1i) X(glUniform1iv) X(glUniform2f) X(glUniform2fv) X(glUniform2i) X(glUniform2iv) X(glUniform3f) \
    X(glUniform3fv) X(glUniform3i) X(glUniform3iv) X(glUniform4f) X(glUniform4fv) X(glUniform4i) X(glUniform4iv) \
    X(glUniformMatrix2fv) X(glUniformMatrix3fv) X(glUniformMatrix4fv) X(glUseProgram) X(glVertexAttrib1f) \
    X(glVertexAttrib2fv) X(glVertexAttrib3fv) X(glVertexAttrib4fv) X(glVertexAttribPointer) X(glViewport) \
    X(glXGetCurrentContext) X(glXGetProcAddress)
#endif

#define X(name) __attribute__((visibility("default"))) void *name(void) { return 0; }
NAMES
